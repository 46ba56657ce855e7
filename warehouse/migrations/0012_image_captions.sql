-- What stands under an article's main image.

ALTER TABLE articles ADD COLUMN image_caption VARCHAR;
COMMENT ON COLUMN articles.image_caption IS 'Caption of the main image as the page gives it (its own JSON-LD, or the figure that shows it); null if none.';
