-- Numbers of texts in the index go on from here.
CREATE OR REPLACE SEQUENCE search_numbers START {number};
