import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';

const activity = `INSERT INTO activities (org_id, id, workspace_id, source, category, location, quantity, unit,
  period_start, period_end, data_quality) VALUES`;
const changed = `${activity} ('o', 'a', 'w', 'api', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured');
  UPDATE activities SET`;
const settings = `INSERT INTO calculation_settings (org_id, factor_sets, gwp_set, period_policy, updated_by) VALUES`;
const factor = `INSERT INTO emission_factors (org_id, set_id, id, dataset, dataset_version, licence, scope, scope3_category,
  category, description, region, unit, gwp_set, valid_from, valid_to, source_ref, original_value, original_unit,
  boundary) VALUES`;
const record = `INSERT INTO emission_records (org_id, batch_id, activity_id, workspace_id, category, location, quantity,
  unit, period_start, period_end, data_quality, activity_version, is_scenario, scope, co2e_kg, region_match, method,
  attempt) VALUES`;

const recordOf = (columns: string, values: string) =>
  `INSERT INTO emission_records (org_id, batch_id, activity_id, workspace_id, category, location, quantity, unit,
    period_start, period_end, data_quality, activity_version, is_scenario, co2e_kg, method, attempt, ${columns})
  SELECT 'o', 'b', 'a', 'w', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured', 1, false, 1, 'm', 1, ${values}`;
const market = (scope: number, co2eKg: string, basis: string) =>
  recordOf('scope, market_co2e_kg, market_basis', `${scope}, ${co2eKg}, ${basis}`);
const apiKey = (columns: string, values: string) =>
  `INSERT INTO api_keys (org_id, id, name, role, secret_hash, created_by${columns})
   VALUES ('o', 'k', 'n', 'viewer', repeat('0', 64), 'tester'${values})`;
const idempotencyKey = (values: string) =>
  `INSERT INTO idempotency_keys (org_id, actor, key, request_hash, status, headers, body) VALUES (${values})`;
const quality = (score: number) => recordOf('scope, quality_score', `1, ${score}`);

const webhook = (columns: string, values: string, events = "'{batch.failed}'", org = 'o') =>
  `INSERT INTO webhooks (org_id, id, url, description, events, created_by${columns})
   VALUES ('${org}', 'wh', 'https://example.com', '', ${events}, 'tester'${values})`;
const delivery = (columns: string, values: string) =>
  `INSERT INTO webhook_deliveries (org_id, webhook_id, type, ${columns}) VALUES ('o', 'wh', 'webhook.test', ${values})`;

/** For each invariant, by the name of its constraint, what would break it. The batch there is pending, of two activities. */
const broken: Record<string, readonly string[]> = {
  activities_owner_is_named: [
    `${activity} ('', 'a', 'w', 'api', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured')`,
    `${activity} ('o', '', 'w', 'api', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured')`,
    `${activity} ('o', 'a', '', 'api', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured')`,
  ],
  activities_source_is_known: [
    `${activity} ('o', 'a', 'w', 'rumour', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured')`,
  ],
  activities_data_quality_is_known: [
    `${activity} ('o', 'a', 'w', 'api', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'guessed')`,
  ],
  activities_quantity_is_zero_or_more: ['-0.1', "'NaN'", "'Infinity'"].map(
    (quantity) =>
      `${activity} ('o', 'a', 'w', 'api', 'c', 'GB', ${quantity}, 'kWh', '2025-01-01', '2025-01-31', 'measured')`,
  ),
  activities_period_ends_after_it_starts: [
    `${activity} ('o', 'a', 'w', 'api', 'c', 'GB', 1, 'kWh', '2025-01-31', '2025-01-30', 'measured')`,
  ],
  activities_supplier_factor_is_zero_or_more: [
    `${changed} supplier_factor = -1`,
    `${changed} supplier_factor = 'Infinity'`,
    `${changed} supplier_factor = 'NaN'`,
  ],
  activities_one_factor_is_named: [`${changed} supplier_factor = 1, factor_id = 'f'`],
  activities_uncertainty_is_zero_or_more: [
    `${changed} uncertainty_pct = -1`,
    `${changed} uncertainty_pct = 'NaN'`,
  ],
  activity_imports_bound_to_is_some: [`INSERT INTO activity_imports (source, bound_to) VALUES ('s', '{}')`],
  activity_imports_failure_has_a_time: [
    `INSERT INTO activity_imports (source, failure) VALUES ('s', 'It broke off.')`,
    `INSERT INTO activity_imports (source, failed_at) VALUES ('s', now())`,
  ],
  api_keys_owner_is_named: [
    `${apiKey('', '')}; UPDATE api_keys SET org_id = ''`,
    `${apiKey('', '')}; UPDATE api_keys SET name = ''`,
  ],
  api_keys_role_is_known: [`${apiKey('', '')}; UPDATE api_keys SET role = 'king'`],
  api_keys_some_workspace_is_named: [apiKey(', workspaces', `, '{}'`)],
  api_keys_secret_is_hashed: [`${apiKey('', '')}; UPDATE api_keys SET secret_hash = 'open sesame'`],
  api_keys_revocation_has_an_actor: [apiKey(', revoked_at', ', now()'), apiKey(', revoked_by', `, 'tester'`)],
  audit_log_action_is_known: [
    `INSERT INTO audit_log (org_id, actor, action, subject) VALUES ('o', 'tester', 'batch_forgotten', 'b')`,
  ],
  audit_log_is_never_changed: [
    `UPDATE audit_log SET actor = 'nobody'`,
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
  ],
  idempotency_keys_owner_is_named: [
    idempotencyKey(`'', 'a', 'k', repeat('0', 64), NULL, NULL, NULL`),
    idempotencyKey(`'o', '', 'k', repeat('0', 64), NULL, NULL, NULL`),
    idempotencyKey(`'o', 'a', '', repeat('0', 64), NULL, NULL, NULL`),
  ],
  idempotency_keys_request_is_hashed: [idempotencyKey(`'o', 'a', 'k', 'the request', NULL, NULL, NULL`)],
  idempotency_keys_answer_is_whole: [
    idempotencyKey(`'o', 'a', 'k', repeat('0', 64), 201, '{}', NULL`),
    idempotencyKey(`'o', 'a', 'k', repeat('0', 64), NULL, NULL, '{}'`),
  ],
  factor_sets_level_is_known: [`UPDATE factor_sets SET level = 'local'`],
  factor_sets_own_ones_have_an_owner: [`UPDATE factor_sets SET level = 'own'`],
  emission_factors_methane_origin_is_known: [
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 2, NULL, 'c', 'd', 'GB', 'kWh', 'AR5', '2025-01-01', NULL, 's', '1', 'u', 'b'); UPDATE emission_factors SET methane_origin = 'swamp'`,
  ],
  emission_factors_instrument_is_known: [
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 2, NULL, 'c', 'd', 'GB', 'kWh', 'AR5', '2025-01-01', NULL, 's', '1', 'u', 'b'); UPDATE emission_factors SET instrument = 'promise'`,
  ],
  emission_factors_instruments_are_scope_2: [
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 1, NULL, 'c', 'd', 'GB', 'kWh', 'AR5', '2025-01-01', NULL, 's', '1', 'u', 'b'); UPDATE emission_factors SET instrument = 'contract'`,
  ],
  calculation_settings_gwp_set_is_known: [`${settings} ('o', NULL, 'AR9', NULL, 'x')`],
  calculation_settings_period_policy_is_known: [`${settings} ('o', NULL, NULL, 'by_moon', 'x')`],
  calculation_settings_some_factor_set_is_used: [`${settings} ('o', '{}', NULL, NULL, 'x')`],
  emission_factors_scope_is_1_2_or_3: [
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 4, NULL, 'c', 'd', 'GB', 'kWh', 'AR5', '2025-01-01', NULL, 's', '1', 'u', 'b')`,
  ],
  emission_factors_scope3_category_is_1_to_15: [
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 3, 16, 'c', 'd', 'GB', 'kWh', 'AR5', '2025-01-01', NULL, 's', '1', 'u', 'b')`,
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 2, 1, 'c', 'd', 'GB', 'kWh', 'AR5', '2025-01-01', NULL, 's', '1', 'u', 'b')`,
  ],
  emission_factors_gwp_set_is_known: [
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 2, NULL, 'c', 'd', 'GB', 'kWh', 'AR9', '2025-01-01', NULL, 's', '1', 'u', 'b')`,
  ],
  emission_factors_window_ends_after_it_starts: [
    `${factor} ('', 'test', 'f', 'd', '1', 'l', 2, NULL, 'c', 'd', 'GB', 'kWh', 'AR5', '2025-01-01', '2024-12-31', 's', '1', 'u', 'b')`,
  ],
  batch_jobs_owner_is_named: [`UPDATE batch_jobs SET org_id = ''`, `UPDATE batch_jobs SET workspace_id = ''`],
  batch_jobs_counts_add_up: [
    'UPDATE batch_jobs SET success_count = 3',
    'UPDATE batch_jobs SET success_count = 1, error_count = 2',
    'UPDATE batch_jobs SET success_count = -1',
    'UPDATE batch_jobs SET error_count = -1, success_count = 1',
    'UPDATE batch_jobs SET activity_count = -1, success_count = -1',
  ],
  batch_jobs_complete_means_every_outcome_is_there: [
    complete('success_count = 1'),
    complete('success_count = 1, error_count = 1'),
  ],
  batch_jobs_retries_are_within_limits: [
    'UPDATE batch_jobs SET retry_count = 4',
    'UPDATE batch_jobs SET retry_count = -1',
    'UPDATE batch_jobs SET max_retries = -1',
  ],
  batch_jobs_priority_is_0_to_10: [
    'UPDATE batch_jobs SET priority = 11',
    'UPDATE batch_jobs SET priority = -1',
  ],
  batch_jobs_bound_to_is_some: [`UPDATE batch_jobs SET bound_to = '{}'`],
  batch_jobs_purpose_is_known: [`UPDATE batch_jobs SET purpose = 'fun'`],
  batch_jobs_error_tolerance_is_zero_or_more: ['UPDATE batch_jobs SET error_tolerance = -1'],
  batch_jobs_error_tolerance_share_is_0_to_1: [
    'UPDATE batch_jobs SET error_tolerance_share = -0.01',
    'UPDATE batch_jobs SET error_tolerance_share = 1.01',
  ],
  batch_jobs_error_tolerance_is_stated_once: [
    'UPDATE batch_jobs SET error_tolerance = 1, error_tolerance_share = 0.5',
  ],
  batch_jobs_lease_is_held_while_queued_or_processing: [
    `UPDATE batch_jobs SET status = 'queued'`,
    `UPDATE batch_jobs SET status = 'queued', locked_by = 'x'`,
    `UPDATE batch_jobs SET status = 'queued', locked_until = now()`,
    `UPDATE batch_jobs SET locked_by = 'x'`,
    'UPDATE batch_jobs SET locked_until = now()',
    `UPDATE batch_jobs SET locked_by = 'x', locked_until = now()`,
  ],
  batch_jobs_parts_are_not_split: [
    `UPDATE batch_jobs SET part_of = 'x', part_count = 2, parts_left = 2`,
    'UPDATE batch_jobs SET parts_left = 1',
    'UPDATE batch_jobs SET part_count = 2, parts_left = -1',
  ],
  batch_jobs_end_has_a_time: [
    `UPDATE batch_jobs SET status = 'cancelled'`,
    'UPDATE batch_jobs SET completed_at = now()',
  ],
  batch_jobs_processing_is_not_deleted: [`${process()}; DELETE FROM batch_jobs`],
  batch_activity_refs_activity_is_named: [
    `INSERT INTO batch_activity_refs VALUES ('org-test', 'batch_x', '')`,
  ],
  batch_sweeps_has_one_row: ['INSERT INTO batch_sweeps (is_only) VALUES (false)'],
  batch_progress_log_event_is_known: [
    `INSERT INTO batch_progress_log (org_id, batch_id, event, status, success_count, error_count, total_emissions,
       retry_count, fencing_token, actor) VALUES ('org-test', 'batch_x', 'forgotten', 'pending', 0, 0, 0, 0, 1, 'tester')`,
  ],
  webhooks_owner_is_named: [webhook('', '', undefined, '')],
  webhooks_some_event_is_chosen: [webhook('', '', "'{}'")],
  webhooks_end_has_a_reason: [
    webhook(', disabled_at', ', now()'),
    webhook(', disabled_by, disabled_reason', `, 'x', 'why'`),
  ],
  webhook_secrets_secret_has_its_form: ['secret', 'whsec_short'].map(
    (secret) =>
      `INSERT INTO webhook_secrets (org_id, webhook_id, number, secret) VALUES ('o', 'wh', 1, '${secret}')`,
  ),
  webhook_deliveries_status_is_known: [delivery('status, ended_at', `'lost', now()`)],
  webhook_deliveries_end_has_a_time: [
    delivery('status', `'delivered'`),
    delivery('status, ended_at', `'pending', now()`),
  ],
  emission_records_scope_is_1_2_or_3: [
    `${record} ('o', 'b', 'a', 'w', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured', 1, false, 4, 1, 'exact', 'm', 1)`,
  ],
  emission_records_region_match_is_known: [
    `${record} ('o', 'b', 'a', 'w', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured', 1, false, 2, 1, 'near', 'm', 1)`,
  ],
  emission_records_co2e_is_a_finite_number: ["'NaN'", "'Infinity'", "'-Infinity'"].map(
    (co2e) =>
      `${record} ('o', 'b', 'a', 'w', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured', 1, false, 2, ${co2e}, 'exact', 'm', 1)`,
  ),
  emission_records_market_is_scope_2: [
    market(1, '1', `'instrument'`),
    market(2, 'NULL', `'instrument'`),
    market(2, '1', 'NULL'),
  ],
  emission_records_quality_score_is_1_to_5: [quality(0), quality(6)],
  emission_records_are_never_changed: [
    'UPDATE emission_records SET co2e_kg = 1',
    'UPDATE emission_records SET attempt = attempt',
    'DELETE FROM emission_records',
    'TRUNCATE emission_records',
  ],
};

describeOnEachDatabase('invariants', (openDatabase) => {
  let db: Database;

  beforeAll(async () => {
    db = await openDatabase();
    await db.query(`INSERT INTO factor_sets (org_id, id, name, edition, level, licence, source, checksum)
                    VALUES ('', 'test', 'Test', '1', 'national', 'none', 'made up', 'x')`);
  });

  beforeEach(async () => {
    await db.query(`UPDATE batch_jobs SET status = 'cancelled', locked_by = NULL, locked_until = NULL,
                      completed_at = now() WHERE status = 'processing'`);
    await db.query('DELETE FROM batch_jobs');
    await new PostgresBatchStore(db).createBatch({
      orgId: 'org-test',
      workspaceId: 'ws-test',
      activityIds: ['a', 'b'],
    });
  });

  for (const [constraint, attempts] of Object.entries(broken)) {
    it(`are kept by ${constraint}`, async () => {
      for (const attempt of attempts) {
        const refusal = db.transaction(async (tx) => {
          for (const statement of attempt.split(/;\s/)) await tx.query(statement);
        });
        await expect(refusal, attempt).rejects.toMatchObject({ code: '23514', constraint });
      }
    });
  }

  it('have a case here, every one', async () => {
    const { rows } = await db.query<{ conname: string }>(`
      SELECT conname FROM pg_constraint
      WHERE contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY conname`);
    const raised = [
      'batch_jobs_processing_is_not_deleted',
      'emission_records_are_never_changed',
      'audit_log_is_never_changed',
    ];
    expect([...rows.map(({ conname }) => conname), ...raised].sort()).toEqual(Object.keys(broken).sort());
  });

  it('let a batch take its records along', async () => {
    await db.query(
      `${record} ('org-test', (SELECT id FROM batch_jobs), 'a', 'w', 'c', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured', 1, false, 2, 1, 'exact', 'm', 1)`,
    );
    await db.query('DELETE FROM batch_jobs');
    expect((await db.query('SELECT 1 FROM emission_records')).rows).toEqual([]);
  });
});

function process(): string {
  const lease = `locked_by = 'x', locked_until = now()`;
  return `UPDATE batch_jobs SET status = 'queued', ${lease}; UPDATE batch_jobs SET status = 'processing'`;
}

function complete(counts: string): string {
  const end = `status = 'complete', locked_by = NULL, locked_until = NULL, completed_at = now()`;
  return `${process()}; UPDATE batch_jobs SET ${counts}, ${end}`;
}
