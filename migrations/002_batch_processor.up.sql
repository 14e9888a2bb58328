-- Batches, what they consist of, what became of it, and the audit trail.
--
-- Per activity two rows are written in its life: the ref at submission, the record or error at processing. The
-- batch's cursor says how far a pass has come; no row is updated per activity.

CREATE TYPE batch_status AS ENUM ('pending', 'queued', 'processing', 'complete', 'failed', 'cancelled');

CREATE TABLE batch_jobs (
  id              text         PRIMARY KEY COLLATE "C",
  org_id          text         NOT NULL,
  workspace_id    text         NOT NULL,
  status          batch_status NOT NULL DEFAULT 'pending',
  activity_count  integer      NOT NULL,
  success_count   integer      NOT NULL DEFAULT 0,
  error_count     integer      NOT NULL DEFAULT 0,
  total_emissions numeric      NOT NULL DEFAULT 0,
  retry_count     integer      NOT NULL DEFAULT 0,
  max_retries     integer      NOT NULL DEFAULT 3,
  priority        smallint     NOT NULL DEFAULT 5,
  error_tolerance integer,
  error_tolerance_share numeric,
  errors_tolerated integer GENERATED ALWAYS AS (
    coalesce(error_tolerance, floor(error_tolerance_share * activity_count)::integer)
  ) STORED,
  calculation     jsonb        NOT NULL DEFAULT '{}',
  purpose         text         NOT NULL DEFAULT 'inventory',
  error_message   text,
  locked_by       text,
  locked_until    timestamptz,
  presence_key    integer,
  fencing_token   bigint       NOT NULL DEFAULT 0,
  not_before      timestamptz  NOT NULL DEFAULT now(),
  attempt         integer      NOT NULL DEFAULT 1,
  cursor          text         NOT NULL DEFAULT '' COLLATE "C",
  import_id       bigint       REFERENCES activity_imports (id),
  part_of         text         COLLATE "C",
  part_number     integer      NOT NULL DEFAULT 0,
  part_count      integer      NOT NULL DEFAULT 0,
  parts_left      integer      NOT NULL DEFAULT 0,
  range_after     text         NOT NULL DEFAULT '' COLLATE "C",
  range_until     text         COLLATE "C",
  created_at      timestamptz  NOT NULL DEFAULT now(),
  updated_at      timestamptz  NOT NULL DEFAULT now(),
  started_at      timestamptz,
  completed_at    timestamptz,
  CONSTRAINT batch_jobs_owner_is_named CHECK (org_id <> '' AND workspace_id <> ''),
  CONSTRAINT batch_jobs_counts_add_up CHECK (
    activity_count >= 0 AND success_count >= 0 AND error_count >= 0
    AND success_count + error_count <= activity_count
  ),
  CONSTRAINT batch_jobs_complete_means_every_outcome_is_there CHECK (
    status <> 'complete'
    OR (success_count + error_count = activity_count AND error_count <= coalesce(errors_tolerated, 0))
  ),
  CONSTRAINT batch_jobs_retries_are_within_limits CHECK (retry_count BETWEEN 0 AND max_retries),
  CONSTRAINT batch_jobs_priority_is_0_to_10 CHECK (priority BETWEEN 0 AND 10),
  CONSTRAINT batch_jobs_purpose_is_known CHECK (purpose IN ('inventory', 'scenario')),
  CONSTRAINT batch_jobs_error_tolerance_is_zero_or_more CHECK (error_tolerance >= 0),
  CONSTRAINT batch_jobs_error_tolerance_share_is_0_to_1 CHECK (error_tolerance_share BETWEEN 0 AND 1),
  CONSTRAINT batch_jobs_error_tolerance_is_stated_once CHECK (
    error_tolerance IS NULL OR error_tolerance_share IS NULL
  ),
  CONSTRAINT batch_jobs_lease_is_held_while_queued_or_processing CHECK (
    (status IN ('queued', 'processing') AND part_count = 0) = (locked_by IS NOT NULL)
    AND (locked_by IS NULL) = (locked_until IS NULL)
  ),
  CONSTRAINT batch_jobs_parts_are_not_split CHECK (
    (part_of IS NULL OR part_count = 0) AND parts_left BETWEEN 0 AND part_count
  ),
  CONSTRAINT batch_jobs_end_has_a_time CHECK (
    (status IN ('complete', 'failed', 'cancelled')) = (completed_at IS NOT NULL)
  )
);
COMMENT ON COLUMN batch_jobs.total_emissions IS 'kg CO2e: exactly the sum of the batch''s emission records.';
COMMENT ON COLUMN batch_jobs.errors_tolerated IS 'One error more ends the batch as failed at once. Null where no tolerance was stated: it is worked through to its end, and any error makes it failed there.';
COMMENT ON COLUMN batch_jobs.fencing_token IS 'One higher with every claim and every forced end of a lease; a write that names another is refused.';
COMMENT ON COLUMN batch_jobs.calculation IS 'What was asked for and what the organisation''s settings were at submission; absent is the product''s default.';
COMMENT ON COLUMN batch_jobs.purpose IS 'Records of a scenario are compared with the inventory and never counted in it.';
COMMENT ON COLUMN batch_jobs.presence_key IS 'The advisory lock that the holder of the latest lease keeps while it lives; null where only the lease''s end tells.';
COMMENT ON COLUMN batch_jobs.not_before IS 'Not claimed before this time: a retry''s back-off.';
COMMENT ON COLUMN batch_jobs.attempt IS 'The pass over the activities without a result: 1, one more for each user''s retry.';
COMMENT ON COLUMN batch_jobs.part_of IS 'The batch that this row is a part of; null for a batch. Refs, records and errors carry the whole batch''s id.';
COMMENT ON COLUMN batch_jobs.part_count IS 'Parts that a large batch was split into: they are claimed in its place, and it holds no lease.';
COMMENT ON COLUMN batch_jobs.parts_left IS 'Parts that have not ended in this pass.';
COMMENT ON COLUMN batch_jobs.range_until IS 'A part has the activities behind range_after up to this one, the last to the end where it is null.';
COMMENT ON COLUMN batch_jobs.cursor IS 'The activity id, in byte order, up to which all have their outcome in this pass.';
COMMENT ON COLUMN batch_jobs.import_id IS 'Where it was submitted from an import: one batch for each import and owner.';

-- What each index serves is proven by tests/integration/indexes.test.ts, which reads these comments.
-- Serves listPendingBatches, and batch_jobs_next_turns for what is due for longest.
CREATE INDEX batch_jobs_waiting ON batch_jobs (priority DESC, not_before, id)
  WHERE status = 'pending' AND part_count = 0;
-- Serves claimBatches and countPendingBatches. Holds the organisations of a priority and what each has waiting.
CREATE INDEX batch_jobs_lanes ON batch_jobs (priority, org_id, workspace_id, not_before, id)
  WHERE status = 'pending' AND part_count = 0;
-- Serves reapLeases, findAbandonedLeases and findLeasesOf.
CREATE INDEX batch_jobs_leased ON batch_jobs (locked_until) WHERE status IN ('queued', 'processing');
-- Serves listBatches and countBatches.
CREATE INDEX batch_jobs_by_org ON batch_jobs (org_id, created_at DESC, id DESC) WHERE part_of IS NULL;
-- Serves listBatchesWithStatus and countBatchesWithStatus.
CREATE INDEX batch_jobs_by_org_and_status ON batch_jobs (org_id, status, created_at DESC, id DESC)
  WHERE part_of IS NULL;
-- Serves findBatchOfImport, and makes one batch of an import that is submitted twice.
CREATE UNIQUE INDEX batch_jobs_by_import ON batch_jobs (import_id, org_id, workspace_id) WHERE import_id IS NOT NULL;
-- Serves cancelBatch, retryBatch, deleteBatch, and batch_jobs_count_part.
CREATE INDEX batch_jobs_parts ON batch_jobs (part_of, id) WHERE part_of IS NOT NULL;

-- Serves listBegunBatches.
CREATE INDEX batch_jobs_begun ON batch_jobs (id) WHERE completed_at IS NULL AND started_at IS NOT NULL;
-- Serves listEndedBatches.
CREATE INDEX batch_jobs_ended ON batch_jobs (completed_at, id) WHERE completed_at IS NOT NULL AND part_of IS NULL;

CREATE TABLE batch_sweeps (
  is_only     boolean     PRIMARY KEY DEFAULT true,
  due_at      timestamptz NOT NULL DEFAULT now(),
  swept_until timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT batch_sweeps_has_one_row CHECK (is_only)
);
COMMENT ON TABLE batch_sweeps IS 'When batches are to be compared with their rows again: whichever node is first then does it for all.';
COMMENT ON COLUMN batch_sweeps.swept_until IS 'What had ended by then has been compared.';
INSERT INTO batch_sweeps DEFAULT VALUES;

CREATE TABLE batch_activity_refs (
  org_id      text NOT NULL,
  batch_id    text NOT NULL COLLATE "C",
  activity_id text NOT NULL COLLATE "C",
  PRIMARY KEY (org_id, batch_id, activity_id),
  CONSTRAINT batch_activity_refs_activity_is_named CHECK (activity_id <> '')
);
COMMENT ON TABLE batch_activity_refs IS 'One row per activity per batch.';

CREATE TABLE batch_progress_log (
  org_id          text         NOT NULL,
  batch_id        text         NOT NULL COLLATE "C",
  id              bigint       GENERATED ALWAYS AS IDENTITY,
  event           text         NOT NULL,
  status          batch_status NOT NULL,
  success_count   integer      NOT NULL,
  error_count     integer      NOT NULL,
  total_emissions numeric      NOT NULL,
  retry_count     integer      NOT NULL,
  fencing_token   bigint       NOT NULL,
  actor           text         NOT NULL,
  message         text,
  at              timestamptz  NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, batch_id, id),
  CONSTRAINT batch_progress_log_event_is_known CHECK (event IN (
    'submitted', 'claimed', 'progress', 'retry_scheduled', 'lease_expired', 'handed_back',
    'completed', 'failed', 'cancelled', 'retried', 'mended'
  ))
);
COMMENT ON TABLE batch_progress_log IS 'The audit trail: one row per event of a batch''s life.';
COMMENT ON COLUMN batch_progress_log.fencing_token IS 'The batch''s after the event: what one holder wrote between two claims stands under one token.';

CREATE TABLE emission_records (
  org_id             text        NOT NULL,
  batch_id           text        NOT NULL COLLATE "C",
  activity_id        text        NOT NULL COLLATE "C",
  workspace_id       text        NOT NULL,
  category           text        NOT NULL,
  location           text        NOT NULL,
  quantity           numeric     NOT NULL,
  unit               text        NOT NULL,
  period_start       date        NOT NULL,
  period_end         date        NOT NULL,
  data_quality       text        NOT NULL,
  activity_version   integer     NOT NULL,
  is_scenario        boolean     NOT NULL,
  scope              smallint    NOT NULL,
  scope3_category    smallint,
  co2e_kg            numeric     NOT NULL,
  co2_kg             numeric,
  ch4_kg             numeric,
  n2o_kg             numeric,
  biogenic_co2_kg    numeric,
  factor_id          text,
  factor_set         text,
  dataset            text,
  dataset_version    text,
  factor_value       numeric,
  co2_per_unit       numeric,
  ch4_per_unit       numeric,
  n2o_per_unit       numeric,
  biogenic_co2_per_unit numeric,
  factor_unit        text,
  factor_region      text,
  region_match       text,
  unit_match         text,
  factor_source      text,
  factor_order       text,
  co2e_basis         text,
  gwp_set            text,
  gwp_ch4            numeric,
  gwp_n2o            numeric,
  quantity_converted numeric,
  conversion         text,
  period_policy      text,
  factor_parts       jsonb,
  method             text        NOT NULL,
  market_co2e_kg     numeric,
  market_basis       text,
  market_factor      jsonb,
  activity_uncertainty_pct numeric,
  factor_uncertainty_pct numeric,
  quality_score      smallint,
  attempt            integer     NOT NULL,
  calculated_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, activity_id, batch_id),
  CONSTRAINT emission_records_market_is_scope_2 CHECK (
    (market_co2e_kg IS NULL) = (market_basis IS NULL) AND (market_basis IS NULL OR scope = 2)
  ),
  CONSTRAINT emission_records_quality_score_is_1_to_5 CHECK (quality_score BETWEEN 1 AND 5),
  CONSTRAINT emission_records_scope_is_1_2_or_3 CHECK (scope IN (1, 2, 3)),
  CONSTRAINT emission_records_co2e_is_a_finite_number CHECK (co2e_kg > '-Infinity' AND co2e_kg < 'Infinity'),
  CONSTRAINT emission_records_region_match_is_known CHECK (region_match IN ('exact', 'country', 'global'))
);
COMMENT ON COLUMN emission_records.co2e_kg IS 'For scope 2 the location-based figure.';
COMMENT ON COLUMN emission_records.activity_version IS 'The activity has changed since where its own is higher: the record is stale then.';
COMMENT ON TABLE emission_records IS 'One row per activity and batch: the figure and what explains it. Never changed.';

CREATE TABLE activity_errors (
  org_id      text        NOT NULL,
  batch_id    text        NOT NULL COLLATE "C",
  attempt     integer     NOT NULL,
  activity_id text        NOT NULL COLLATE "C",
  code        text        NOT NULL,
  details     text        NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, batch_id, attempt, activity_id)
);
COMMENT ON TABLE activity_errors IS 'Why an activity has no record, per pass of its batch; those of the latest pass stand.';

-- The state machine of src/domain/transitions.ts, once more: whatever writes here, no other move happens.
CREATE FUNCTION batch_jobs_check_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' THEN
      RAISE EXCEPTION 'A batch begins as pending, not as %.', NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_jobs_status_moves', TABLE = 'batch_jobs';
    END IF;
    RETURN NEW;
  END IF;
  -- What the sweeper moves has disagreed with its rows: any state may have been wrong.
  IF current_setting('offgridflow.mending', true) = 'on' THEN
    RETURN NEW;
  END IF;
  -- A part that was cancelled because the whole batch ended goes on with the batch's retry.
  IF OLD.part_of IS NOT NULL AND OLD.status = 'cancelled' AND NEW.status = 'pending' THEN
    RETURN NEW;
  END IF;
  IF (OLD.status::text, NEW.status::text) NOT IN (
    ('pending', 'queued'), ('pending', 'cancelled'),
    ('queued', 'processing'), ('queued', 'pending'), ('queued', 'cancelled'),
    ('processing', 'complete'), ('processing', 'failed'), ('processing', 'pending'), ('processing', 'cancelled'),
    ('failed', 'pending')
  ) THEN
    RAISE EXCEPTION 'A batch cannot move from % to %.', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_jobs_status_moves', TABLE = 'batch_jobs';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER batch_jobs_status_begins BEFORE INSERT ON batch_jobs
  FOR EACH ROW EXECUTE FUNCTION batch_jobs_check_move();
CREATE TRIGGER batch_jobs_status_moves BEFORE UPDATE OF status ON batch_jobs
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION batch_jobs_check_move();

-- Whose turn it is. Within a priority the turns go round the organisations, and each gives the batch of its own that
-- has been due for longest. Every look is a probe of an index: a claim costs the same however many batches wait, and
-- whoever they belong to. See docs/adr/0011.

-- Locks up to `wanted` batches of one organisation and priority that have been due since `due_before` or longer, the
-- longest first, and returns their ids. It passes over what somebody else is claiming at this moment, what the caller has
-- `seen`, and workspaces at their limit.
CREATE FUNCTION batch_jobs_lock_next(
  level integer, org text, wanted integer, seen text[], org_limit integer, workspace_limit integer, due_before timestamptz
) RETURNS text[] LANGUAGE plpgsql SET enable_seqscan TO off SET enable_bitmapscan TO off AS $$
DECLARE
  locked text[] := '{}';
  nearest text[];
BEGIN
  IF org_limit IS NOT NULL THEN
    wanted := least(wanted, org_limit
      - (SELECT count(*) FROM batch_jobs AS b WHERE b.status IN ('queued', 'processing') AND b.part_count = 0 AND b.org_id = org)
      - (SELECT count(*) FROM batch_jobs AS b WHERE b.id = ANY (seen) AND b.org_id = org));
  END IF;
  WHILE cardinality(locked) < wanted LOOP
    nearest := ARRAY(
      -- A probe finds the next workspace behind whatever many rows of the one before.
      WITH RECURSIVE workspaces AS (
        (SELECT b.workspace_id FROM batch_jobs AS b
         WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id = org
         ORDER BY b.workspace_id LIMIT 1)
        UNION ALL
        (SELECT next.workspace_id FROM workspaces AS w, LATERAL (
           SELECT b.workspace_id FROM batch_jobs AS b
           WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id = org AND b.workspace_id > w.workspace_id
           ORDER BY b.workspace_id LIMIT 1) AS next)
      ), rooms AS (
        SELECT w.workspace_id, CASE WHEN workspace_limit IS NULL THEN wanted ELSE greatest(0, workspace_limit
          - (SELECT count(*) FROM batch_jobs AS b
             WHERE b.status IN ('queued', 'processing') AND b.part_count = 0 AND b.org_id = org
               AND b.workspace_id = w.workspace_id)
          - (SELECT count(*) FROM batch_jobs AS b
             WHERE b.id = ANY (seen) AND b.org_id = org AND b.workspace_id = w.workspace_id))
          END AS room
        FROM workspaces AS w
      )
      SELECT due.id FROM rooms, LATERAL (
        SELECT b.id, b.not_before FROM batch_jobs AS b
        WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id = org AND b.workspace_id = rooms.workspace_id
          AND b.not_before <= due_before AND b.id <> ALL (seen)
        ORDER BY b.not_before, b.id LIMIT least(rooms.room, wanted)) AS due
      ORDER BY due.not_before, due.id LIMIT wanted - cardinality(locked));
    EXIT WHEN nearest = '{}';
    seen := seen || nearest;
    locked := locked || ARRAY(
      SELECT b.id FROM batch_jobs AS b
      WHERE b.id = ANY (nearest) AND b.status = 'pending' AND b.part_count = 0 AND b.not_before <= due_before
      ORDER BY b.not_before, b.id FOR UPDATE SKIP LOCKED);
  END LOOP;
  RETURN locked;
END $$;

-- Locks up to `wanted` batches whose turn it is and numbers them in its order. `last_orgs` names, for each of the priorities 0
-- to 10, the organisation that had the caller's last turn. Up to `aged_wanted` turns go to what has been due for longest
-- and longer than `aged_after`, whatever its priority, so that no priority starves. The limits are on batches in flight,
-- null for none; they are exact while nobody else claims. What they hold back for long becomes the oldest of its priority:
-- it must not keep an aged turn from what is due next, so that these then go through all workspaces that wait.
CREATE FUNCTION batch_jobs_next_turns(
  wanted integer, last_orgs text[], org_limit integer, workspace_limit integer, aged_wanted integer, aged_after interval
) RETURNS TABLE (turn integer, batch_id text, is_aged boolean)
LANGUAGE plpgsql ROWS 10 SET enable_seqscan TO off SET enable_bitmapscan TO off AS $$
DECLARE
  seen text[] := '{}';
  picked text[];
  level integer := 11;
  org text;
  last_org text;
  ring text[];
  givers text[];
  share integer;
  given integer := 0;
  last_turn integer := 0;
  first_turn integer;
  has_wrapped boolean;
  due_before timestamptz;
  lane text;
  served_lane text := '';
  is_limited CONSTANT boolean := org_limit IS NOT NULL OR workspace_limit IS NOT NULL;
  is_through_all boolean;
BEGIN
  is_aged := true;
  FOREACH is_through_all IN ARRAY ARRAY[false, true] LOOP
    EXIT WHEN is_through_all AND NOT is_limited;
    FOR level, org, lane, due_before IN
      WITH RECURSIVE lanes AS (
        (SELECT b.priority, b.org_id, b.workspace_id, b.not_before FROM batch_jobs AS b
         WHERE b.status = 'pending' AND b.part_count = 0
         ORDER BY b.priority, b.org_id, b.workspace_id, b.not_before, b.id LIMIT 1)
        UNION ALL
        (SELECT next.* FROM lanes AS l, LATERAL (
           SELECT b.priority, b.org_id, b.workspace_id, b.not_before FROM batch_jobs AS b
           WHERE b.status = 'pending' AND b.part_count = 0
             AND (b.priority, b.org_id, b.workspace_id) > (l.priority, l.org_id, l.workspace_id)
           ORDER BY b.priority, b.org_id, b.workspace_id, b.not_before, b.id LIMIT 1) AS next)
      )
      SELECT head.priority, head.org_id, row(head.priority, head.org_id, head.workspace_id)::text,
        CASE WHEN is_limited THEN head.not_before ELSE now() - aged_after END
      FROM (
        SELECT oldest.priority, oldest.org_id, oldest.workspace_id, oldest.not_before
        FROM generate_series(0, 10) AS p (level), LATERAL (
          SELECT b.priority, b.org_id, b.workspace_id, b.not_before FROM batch_jobs AS b
          WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = p.level
          ORDER BY b.not_before, b.id LIMIT 1) AS oldest
        WHERE NOT is_through_all
        UNION ALL
        SELECT l.priority, l.org_id, l.workspace_id, l.not_before FROM lanes AS l WHERE is_through_all
      ) AS head
      WHERE aged_wanted > 0 AND head.not_before <= now() - aged_after
      ORDER BY head.not_before
    LOOP
      EXIT WHEN given >= least(aged_wanted, wanted);
      -- The other parts of its batch are as old; the turn is for who has waited for longest behind it.
      CONTINUE WHEN lane = served_lane;
      picked := batch_jobs_lock_next(level, org, 1, seen, org_limit, workspace_limit, due_before);
      IF picked <> '{}' THEN
        seen := seen || picked;
        given := given + 1;
        last_turn := last_turn + 1;
        turn := last_turn;
        batch_id := picked[1];
        served_lane := lane;
        RETURN NEXT;
      END IF;
      -- What is next behind the oldest of all, under limits, is only found by going through them.
      EXIT WHEN is_limited AND NOT is_through_all;
    END LOOP;
    -- Nothing is aged, or there was enough.
    EXIT WHEN NOT FOUND OR given >= least(aged_wanted, wanted);
  END LOOP;

  is_aged := false;
  level := 11;
  WHILE given < wanted LOOP
    SELECT max(b.priority) INTO level FROM batch_jobs AS b WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority < level;
    EXIT WHEN level IS NULL;
    -- Once round the organisations, one batch each, beginning behind the one that was last.
    last_org := coalesce(last_orgs[level + 1], '');
    org := last_org;
    has_wrapped := false;
    givers := '{}';
    WHILE given < wanted LOOP
      SELECT min(b.org_id) INTO org FROM batch_jobs AS b
      WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id > org;
      IF org IS NULL THEN
        EXIT WHEN has_wrapped OR last_org = '';
        has_wrapped := true;
        org := '';
        CONTINUE;
      END IF;
      EXIT WHEN has_wrapped AND org > last_org;
      picked := batch_jobs_lock_next(level, org, 1, seen, org_limit, workspace_limit, now());
      CONTINUE WHEN picked = '{}';
      givers := givers || org;
      seen := seen || picked;
      given := given + 1;
      last_turn := last_turn + 1;
      turn := last_turn;
      batch_id := picked[1];
      RETURN NEXT;
    END LOOP;
    -- More rounds among those that had one to give, several at a time.
    WHILE given < wanted AND givers <> '{}' LOOP
      ring := givers;
      givers := '{}';
      share := greatest(1, (wanted - given) / cardinality(ring));
      first_turn := last_turn;
      FOR place IN 1 .. cardinality(ring) LOOP
        EXIT WHEN given >= wanted;
        org := ring[place];
        picked := batch_jobs_lock_next(level, org, least(share, wanted - given), seen, org_limit, workspace_limit, now());
        IF cardinality(picked) = share THEN
          givers := givers || org;
        END IF;
        seen := seen || picked;
        given := given + cardinality(picked);
        FOR round IN 1 .. cardinality(picked) LOOP
          turn := first_turn + (round - 1) * cardinality(ring) + place;
          last_turn := greatest(last_turn, turn);
          batch_id := picked[round];
          RETURN NEXT;
        END LOOP;
      END LOOP;
    END LOOP;
  END LOOP;
END $$;

-- What a batch's errors come to, for people.
CREATE FUNCTION batch_jobs_error_sentence(
  errors integer, activities integer, tolerated integer, without_result integer, has_retries boolean
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN errors < without_result
      THEN 'Stopped early: ' || errors || ' of ' || activities || ' activities ended in an error, with ' || tolerated
        || ' tolerated. Mend their data, then ' || to_retry || ': it goes on with the ' || without_result
        || ' activities without a result.'
    ELSE errors || ' of ' || activities || ' activities ended in an error'
      || coalesce(', with ' || tolerated || ' tolerated', '') || ': mend their data, then ' || to_retry || '.'
  END
  FROM (SELECT CASE WHEN has_retries THEN 'retry the batch' ELSE 'retry the batch with a higher max_retries' END)
    AS advice (to_retry)
$$;

-- A part's row has changed: the whole batch takes over its counters, its status and an entry of the log. Whoever works on
-- a part locks it first and the whole batch last and only until the commit, so that many parts hardly ever wait for one
-- another. When the whole batch has ended, before its time or by a user, what is left of its parts ends too. A part that
-- somebody else is writing is passed over: its own next change finds the end. See docs/adr/0012.
CREATE FUNCTION batch_jobs_count_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whole batch_jobs;
  before batch_status;
  active CONSTANT batch_status[] := '{pending, queued, processing}';
  what text;
  cancelled integer;
BEGIN
  -- The sweeper sets the whole batch itself.
  IF current_setting('offgridflow.mending', true) = 'on' THEN
    RETURN NULL;
  END IF;
  SELECT * INTO whole FROM batch_jobs WHERE id = NEW.part_of FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  before := whole.status;
  whole.success_count := whole.success_count + NEW.success_count - OLD.success_count;
  whole.error_count := whole.error_count + NEW.error_count - OLD.error_count;
  whole.total_emissions := whole.total_emissions + NEW.total_emissions - OLD.total_emissions;
  whole.retry_count := greatest(whole.retry_count, NEW.retry_count);
  whole.started_at := coalesce(whole.started_at, NEW.started_at);
  -- The rows decide, not a count that was kept: whoever ends another part meanwhile waits for the whole batch's row.
  IF NEW.status <> ALL (active) THEN
    whole.parts_left := (SELECT count(*) FROM batch_jobs AS p WHERE p.part_of = whole.id AND p.status = ANY (active));
  END IF;
  IF before = ANY (active) THEN
    whole.status := CASE
      WHEN whole.error_count > whole.errors_tolerated THEN 'failed'
      WHEN whole.parts_left > 0 THEN greatest(before, least(NEW.status, 'processing'))
      WHEN whole.success_count + whole.error_count < whole.activity_count THEN 'failed'
      WHEN whole.error_count > coalesce(whole.errors_tolerated, 0) THEN 'failed'
      ELSE 'complete'
    END;
  END IF;
  -- One that has failed early is told again with what a part brings that was passed over.
  IF whole.status = 'failed' AND (
    before <> 'failed' OR (NEW.success_count, NEW.error_count) <> (OLD.success_count, OLD.error_count)
  ) THEN
    whole.error_message := CASE
      WHEN whole.error_count > coalesce(whole.errors_tolerated, 0) AND (
        before = 'failed' OR whole.parts_left > 0 OR whole.success_count + whole.error_count = whole.activity_count)
        THEN batch_jobs_error_sentence(whole.error_count, whole.activity_count, whole.errors_tolerated,
          whole.activity_count - whole.success_count, whole.retry_count < whole.max_retries)
      ELSE (
        SELECT p.error_message FROM batch_jobs AS p
        WHERE p.part_of = whole.id AND p.status = 'failed' AND p.success_count + p.error_count < p.activity_count
        ORDER BY p.id LIMIT 1)
    END;
  END IF;
  UPDATE batch_jobs SET
    success_count = whole.success_count, error_count = whole.error_count, total_emissions = whole.total_emissions,
    retry_count = whole.retry_count, parts_left = whole.parts_left, status = whole.status,
    error_message = whole.error_message, started_at = whole.started_at, updated_at = now(),
    completed_at = CASE WHEN whole.status <> ALL (active) THEN coalesce(whole.completed_at, now()) END
  WHERE id = whole.id;

  what := CASE
    WHEN NEW.status = 'cancelled' THEN NULL
    WHEN whole.status <> before AND whole.status = 'complete' THEN 'completed'
    WHEN whole.status <> before AND whole.status = 'failed' THEN 'failed'
    WHEN OLD.status = 'pending' THEN 'claimed'
    WHEN NEW.retry_count > OLD.retry_count AND NEW.fencing_token > OLD.fencing_token THEN 'lease_expired'
    WHEN NEW.status = 'pending' AND NEW.retry_count > OLD.retry_count THEN 'retry_scheduled'
    WHEN NEW.status = 'pending' THEN 'handed_back'
    WHEN NEW.status <> ALL (active) OR (NEW.success_count, NEW.error_count) <> (OLD.success_count, OLD.error_count)
      THEN 'progress'
  END;
  IF what IS NOT NULL THEN
    INSERT INTO batch_progress_log (
      org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
      message
    ) VALUES (
      whole.org_id, whole.id, what, whole.status, whole.success_count, whole.error_count, whole.total_emissions,
      whole.retry_count, whole.fencing_token, coalesce(OLD.locked_by, NEW.locked_by, 'unknown'),
      CASE WHEN what = 'failed' THEN whole.error_message
        ELSE 'Part ' || NEW.part_number || ' of ' || whole.part_count
          || CASE WHEN NEW.status = 'pending' AND what <> 'handed_back' THEN ': ' || NEW.error_message
               WHEN NEW.status <> ALL (active) THEN ' is done.' ELSE '.' END
      END
    );
  END IF;

  IF whole.status <> ALL (active) THEN
    WITH ended AS (
      UPDATE batch_jobs AS p
      SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,
          completed_at = now(), updated_at = now()
      WHERE p.id IN (
        SELECT o.id FROM batch_jobs AS o
        WHERE o.part_of = whole.id AND o.status = ANY (active) ORDER BY o.id FOR UPDATE SKIP LOCKED)
      RETURNING p.*
    ), logged AS (
      INSERT INTO batch_progress_log (
        org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token,
        actor, message
      )
      SELECT org_id, id, 'cancelled', status, success_count, error_count, total_emissions, retry_count, fencing_token,
             coalesce(OLD.locked_by, NEW.locked_by, 'unknown'), 'The whole batch has ended.'
      FROM ended
    )
    SELECT count(pg_notify('offgridflow_cancelled', id)::text) INTO cancelled FROM ended;
  END IF;
  RETURN NULL;
END $$;

-- A retry begins the next pass of the whole batch and of its parts itself.
CREATE TRIGGER batch_jobs_parts_count AFTER UPDATE ON batch_jobs
  FOR EACH ROW WHEN (
    NEW.part_of IS NOT NULL AND OLD.attempt = NEW.attempt AND OLD.status IN ('pending', 'queued', 'processing')
    AND (OLD.status, OLD.success_count, OLD.error_count, OLD.retry_count, OLD.total_emissions)
      IS DISTINCT FROM (NEW.status, NEW.success_count, NEW.error_count, NEW.retry_count, NEW.total_emissions)
  ) EXECUTE FUNCTION batch_jobs_count_part();

-- A batch takes what belongs to it along. Foreign keys would do the same and cost a lookup for every ref and
-- record ever written; see docs/adr/0003.
CREATE FUNCTION batch_jobs_delete_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A part may be: of a batch that has failed early it was passed over.
  IF OLD.part_of IS NULL AND OLD.status = 'processing' THEN
    RAISE EXCEPTION 'A batch that is processing must be cancelled before it is deleted.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_jobs_processing_is_not_deleted', TABLE = 'batch_jobs';
  END IF;
  -- The records are found by the refs: their key begins with the activity, so that its latest record is one look.
  DELETE FROM emission_records AS r
  USING batch_activity_refs AS ref
  WHERE ref.org_id = OLD.org_id AND ref.batch_id = OLD.id
    AND r.org_id = ref.org_id AND r.activity_id = ref.activity_id AND r.batch_id = ref.batch_id;
  DELETE FROM batch_jobs WHERE part_of = OLD.id;
  DELETE FROM batch_activity_refs WHERE org_id = OLD.org_id AND batch_id = OLD.id;
  DELETE FROM activity_errors WHERE org_id = OLD.org_id AND batch_id = OLD.id;
  DELETE FROM batch_progress_log WHERE org_id = OLD.org_id AND batch_id = OLD.id;
  RETURN OLD;
END $$;

CREATE TRIGGER batch_jobs_takes_its_parts_along BEFORE DELETE ON batch_jobs
  FOR EACH ROW EXECUTE FUNCTION batch_jobs_delete_parts();

-- Records are never changed; they go only with their batch.
CREATE FUNCTION emission_records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Emission records are never changed: a recalculation adds new ones, and deleting a batch takes its own along.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'emission_records_are_never_changed', TABLE = 'emission_records';
END $$;

CREATE TRIGGER emission_records_are_never_changed BEFORE UPDATE OR TRUNCATE ON emission_records
  FOR EACH STATEMENT EXECUTE FUNCTION emission_records_refuse_change();
-- Within a trigger it is batch_jobs_delete_parts that deletes.
CREATE TRIGGER emission_records_are_never_deleted BEFORE DELETE ON emission_records
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION emission_records_refuse_change();

-- kg CO2e to 9 decimal places, half to even, as averageOf in src/domain/decimal.ts: round() takes halves away from
-- zero, and rounds a quotient that the division has rounded before.
CREATE FUNCTION average_emissions(total numeric, count bigint) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN count = 0 THEN 0
    WHEN 2 * abs(rest) > count OR (2 * abs(rest) = count AND mod(whole, 2) <> 0)
      THEN (whole + sign(total)) * 0.000000001
    ELSE whole * 0.000000001
  END
  FROM (SELECT div(total * 1000000000, nullif(count, 0)) AS whole) AS quotient,
    LATERAL (SELECT total * 1000000000 - whole * count AS rest) AS remainder
$$;

CREATE VIEW batch_job_status_view AS
SELECT
  id AS batch_id, org_id, workspace_id, status, activity_count, success_count, error_count, total_emissions,
  CASE WHEN activity_count = 0 THEN 0 ELSE (success_count + error_count)::float8 / activity_count END
    AS progress_percent,
  activity_count - success_count - error_count AS remaining_count,
  average_emissions(total_emissions, success_count) AS avg_emissions_per_activity,
  CASE WHEN started_at IS NULL THEN NULL
    ELSE greatest(0, extract(epoch FROM coalesce(completed_at, now()) - started_at))::float8 END
    AS duration_seconds,
  retry_count, max_retries, priority, error_message, locked_by, locked_until,
  created_at, updated_at, started_at, completed_at
FROM batch_jobs
WHERE part_of IS NULL;
COMMENT ON VIEW batch_job_status_view IS 'Every batch with its progress (0..1), averages and duration.';

CREATE VIEW batch_statistics_view AS
SELECT
  org_id,
  count(*) AS batch_count,
  count(*) FILTER (WHERE status = 'pending') AS pending_count,
  count(*) FILTER (WHERE status = 'queued') AS queued_count,
  count(*) FILTER (WHERE status = 'processing') AS processing_count,
  count(*) FILTER (WHERE status = 'complete') AS complete_count,
  count(*) FILTER (WHERE status = 'failed') AS failed_count,
  count(*) FILTER (WHERE status = 'cancelled') AS cancelled_count,
  sum(activity_count) AS activity_count,
  sum(success_count) AS success_count,
  sum(error_count) AS error_count,
  sum(total_emissions) AS total_emissions,
  average_emissions(sum(total_emissions), sum(success_count)) AS avg_emissions_per_activity,
  avg(extract(epoch FROM completed_at - started_at))::float8 AS avg_duration_seconds
FROM batch_jobs
WHERE part_of IS NULL
GROUP BY org_id;
COMMENT ON VIEW batch_statistics_view IS 'Per organisation: batches by status, activities, emissions and averages.';
