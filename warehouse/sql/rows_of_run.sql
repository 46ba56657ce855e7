select * from articles join documents using (document_id) where run_id = '{run_id}'
