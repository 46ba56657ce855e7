select role, published_on, word_count, coalesce(title, body[:40] || ' ...') as text from cluster_members join articles using (article_id) order by role
