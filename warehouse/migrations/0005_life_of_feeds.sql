-- What is remembered of hosts between runs, how a feed lives, and by what its entries are known.

ALTER TABLE hosts ADD COLUMN last_fetched_at TIMESTAMPTZ;
ALTER TABLE hosts ADD COLUMN resting_until TIMESTAMPTZ;
ALTER TABLE hosts ADD COLUMN robots_access VARCHAR;
ALTER TABLE hosts ADD COLUMN robots_expires_at TIMESTAMPTZ;
COMMENT ON COLUMN hosts.last_fetched_at IS 'When it was last asked for anything; the pause between two requests goes on from there.';
COMMENT ON COLUMN hosts.resting_until IS 'Not asked before this instant because it failed several times in a row; null if it does not rest.';
COMMENT ON COLUMN hosts.robots_access IS 'What its robots.txt means: rules (they decide), all (there is none), none (it could not be had: nothing is fetched); null before it was asked for.';
COMMENT ON COLUMN hosts.robots_expires_at IS 'Until when robots_text may be used without asking again.';

ALTER TABLE feeds ADD COLUMN failure_score DOUBLE;
ALTER TABLE feeds ADD COLUMN interval_s DOUBLE;
ALTER TABLE feeds ADD COLUMN configured_location VARCHAR;
ALTER TABLE feeds ADD COLUMN redirected_to VARCHAR;
ALTER TABLE feeds ADD COLUMN redirect_count INTEGER;
ALTER TABLE feeds ADD COLUMN redirected_since TIMESTAMPTZ;
ALTER TABLE feeds ADD COLUMN trusts_guid BOOLEAN;
ALTER TABLE feeds ADD COLUMN trusts_link BOOLEAN;
ALTER TABLE feeds ADD COLUMN trusts_canonical BOOLEAN;
ALTER TABLE feeds ADD COLUMN identity_reason VARCHAR;
ALTER TABLE feeds ADD COLUMN hub_location VARCHAR;
ALTER TABLE feeds ADD COLUMN self_location VARCHAR;
COMMENT ON COLUMN feeds.failure_score IS 'Failures since the last good poll, each by its weight: passing ones 0.5, others 1, hard ones 2; at 20 the feed is dormant. Null after a good poll.';
COMMENT ON COLUMN feeds.interval_s IS 'Seconds between two good polls, from the feed''s own rhythm; null before the first good poll.';
COMMENT ON COLUMN feeds.configured_location IS 'The address in the sources file where another one was adopted; null where location is the configured one.';
COMMENT ON COLUMN feeds.redirected_to IS 'Where permanent redirects lead that are not adopted yet; null if there are none.';
COMMENT ON COLUMN feeds.redirect_count IS 'Polls in a row that were redirected there for good; null if none was.';
COMMENT ON COLUMN feeds.redirected_since IS 'When the first of them was; null if none was.';
COMMENT ON COLUMN feeds.trusts_guid IS 'False once its guids were found to name no article for good; null and true until then.';
COMMENT ON COLUMN feeds.trusts_link IS 'False once most of its entries were found to share links; null and true until then.';
COMMENT ON COLUMN feeds.trusts_canonical IS 'False once different articles of it were found to name one canonical address; null and true until then.';
COMMENT ON COLUMN feeds.identity_reason IS 'Why one of these is false, in words; null where all are trusted.';
COMMENT ON COLUMN feeds.hub_location IS 'The WebSub hub that the feed names; null if none.';
COMMENT ON COLUMN feeds.self_location IS 'The address that the feed gives itself; null if none.';

CREATE TABLE feed_items (
    feed_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    guid VARCHAR,
    link VARCHAR,
    link_key VARCHAR,
    title VARCHAR,
    title_key VARCHAR,
    published VARCHAR,
    updated VARCHAR,
    text_digest VARCHAR,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE feed_items IS 'One row an entry of a feed, as it was listed last: what tells an entry that is known from one that is new.';
COMMENT ON COLUMN feed_items.feed_id IS 'The feed.';
COMMENT ON COLUMN feed_items.item_id IS 'By what the entry is known within its feed: the guid it first had where guids are trusted, else link: or title: and what they say.';
COMMENT ON COLUMN feed_items.guid IS 'The guid, as listed last; null if none.';
COMMENT ON COLUMN feed_items.link IS 'The link, as listed last; null if none.';
COMMENT ON COLUMN feed_items.link_key IS 'The link without scheme and trackers; null if none.';
COMMENT ON COLUMN feed_items.title IS 'The title, as listed last; null if none.';
COMMENT ON COLUMN feed_items.title_key IS 'The title''s words in lower case; null if none.';
COMMENT ON COLUMN feed_items.published IS 'The date of publication as printed last; null if none.';
COMMENT ON COLUMN feed_items.updated IS 'The date of the last change as printed last; null if none.';
COMMENT ON COLUMN feed_items.text_digest IS 'Digest of the entry''s own text; null if it carries none.';
COMMENT ON COLUMN feed_items.first_seen_at IS 'When a poll listed it for the first time.';
COMMENT ON COLUMN feed_items.last_seen_at IS 'When a body that had changed listed it last.';

CREATE TABLE feed_events (
    feed_id VARCHAR NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    kind VARCHAR NOT NULL,
    before VARCHAR,
    after VARCHAR,
    reason VARCHAR
);
COMMENT ON TABLE feed_events IS 'One row a change in the life of a feed: its state, its address, by what its entries are known.';
COMMENT ON COLUMN feed_events.feed_id IS 'The feed.';
COMMENT ON COLUMN feed_events.happened_at IS 'When a poll found it so.';
COMMENT ON COLUMN feed_events.kind IS 'state (ok, degraded, dormant, gone), address (another one is polled from now on) or identity (a key is no longer trusted).';
COMMENT ON COLUMN feed_events.before IS 'What it was before: the state, the address, or the keys that were trusted; null at the first poll.';
COMMENT ON COLUMN feed_events.after IS 'What it is from then on.';
COMMENT ON COLUMN feed_events.reason IS 'Why, in words; null where nothing need be said.';
