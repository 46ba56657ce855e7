-- What has been refused since an instant, for the first time; one row a rejection.
SELECT location, stage, rule, reason FROM rejections WHERE rejected_at >= CAST($since AS TIMESTAMPTZ) ORDER BY location, stage, rule;
