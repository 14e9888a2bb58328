/** Generated from docs/openapi.json by npm run openapi. */

export interface paths {
    readonly "/activities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The activities of the organisation, by id
         * @description Takes the role viewer.
         */
        readonly get: operations["listActivities"];
        readonly put?: never;
        /**
         * Insert or update activities from JSON, NDJSON or CSV
         * @description Takes the role operator.
         */
        readonly post: operations["importActivities"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/activities/{activity_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * An activity, the record that counts for it, and whether the activity has changed since
         * @description Takes the role viewer.
         */
        readonly get: operations["getActivity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/activities/{activity_id}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What an activity was before, and all records that were made of it
         * @description Takes the role viewer.
         */
        readonly get: operations["getActivityHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/audit-log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who changed what of the organisation, the oldest first
         * @description Takes the role admin.
         */
        readonly get: operations["listAuditLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List batches, newest first unless said otherwise
         * @description Takes the role viewer.
         */
        readonly get: operations["listBatches"];
        readonly put?: never;
        /**
         * Submit a batch
         * @description Takes the role operator.
         */
        readonly post: operations["submitBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a batch
         * @description Takes the role viewer.
         */
        readonly get: operations["getBatch"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a batch with its records and log
         * @description Takes the role admin.
         */
        readonly delete: operations["deleteBatch"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel a batch that has not ended
         * @description Takes the role operator.
         */
        readonly post: operations["cancelBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/comparison": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The records of a batch beside those of another, or beside those that counted before it
         * @description Takes the role viewer.
         */
        readonly get: operations["compareBatch"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/errors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The activities of a batch's latest pass that ended in an error, by activity id
         * @description Takes the role viewer.
         */
        readonly get: operations["listBatchErrors"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow a batch by Server-Sent Events until it has ended
         * @description Begins with the present state, or behind the event that Last-Event-ID names. The names of the events are status, progress, log and deleted; docs/api.md tells when each comes.
         *
         *     Takes the role viewer.
         */
        readonly get: operations["followBatch"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/factors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The factors that the records of a batch rest on, with their sources
         * @description Takes the role viewer.
         */
        readonly get: operations["listBatchFactors"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The events of a batch's life, oldest first
         * @description Takes the role viewer.
         */
        readonly get: operations["listBatchLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/progress": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How far a batch is
         * @description Takes the role viewer.
         */
        readonly get: operations["getBatchProgress"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The emission records of a batch, by activity id
         * @description Takes the role viewer.
         */
        readonly get: operations["listBatchRecords"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/results": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Every activity of a batch with its record, its error or neither yet, by activity id
         * @description Takes the role viewer.
         */
        readonly get: operations["listBatchResults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/{batch_id}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a failed batch back for the activities without a result
         * @description Takes the role operator.
         */
        readonly post: operations["retryBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel many batches
         * @description Takes the role operator.
         */
        readonly post: operations["cancelBatches"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/delete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Delete many batches with their records and logs
         * @description Takes the role admin.
         */
        readonly post: operations["deleteBatches"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/batches/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Retry many failed batches
         * @description Takes the role operator.
         */
        readonly post: operations["retryBatches"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/calculation-settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How the organisation's figures are computed
         * @description Takes the role viewer.
         */
        readonly get: operations["getCalculationSettings"];
        /**
         * Replace how the organisation's figures are computed
         * @description Takes the role admin.
         */
        readonly put: operations["replaceCalculationSettings"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow all batches of the organisation by Server-Sent Events
         * @description Begins with the event ready, or behind the event that Last-Event-ID names. Credentials that are bound to workspaces see the batches of those. It goes on until somebody ends it.
         *
         *     Takes the role viewer.
         */
        readonly get: operations["followBatches"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/factor-sets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The factor sets that the organisation uses, in its order, then those that it could use
         * @description Takes the role viewer.
         */
        readonly get: operations["listFactorSets"];
        readonly put?: never;
        /**
         * Take a factor set of the organisation, whole or not at all
         * @description Takes the role admin.
         */
        readonly post: operations["importFactorSet"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/factor-sets/{factor_set_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A factor set
         * @description Takes the role viewer.
         */
        readonly get: operations["getFactorSet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/factor-sets/{factor_set_id}/disable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Use a factor set no more
         * @description Takes the role admin.
         */
        readonly post: operations["disableFactorSet"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/factor-sets/{factor_set_id}/enable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Use a factor set from now on
         * @description Takes the role admin.
         */
        readonly post: operations["enableFactorSet"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/factors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find emission factors
         * @description Takes the role viewer.
         */
        readonly get: operations["findFactors"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/factors/{factor_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A factor, in every set that has it
         * @description Takes the role viewer.
         */
        readonly get: operations["getFactor"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether this node works
         * @description For load balancers, so without credentials. It also stands at `/health`, outside of `/api/v1`.
         */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/imports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The imports of the organisation, the newest first
         * @description Takes the role viewer.
         */
        readonly get: operations["listImports"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/imports/{import_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How an import stands
         * @description Takes the role viewer.
         */
        readonly get: operations["getImport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/inventory": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A year's inventory of the organisation
         * @description Takes the role viewer.
         */
        readonly get: operations["getInventory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The keys of the organisation, the newest first; revoked ones stay
         * @description Takes the role admin.
         */
        readonly get: operations["listKeys"];
        readonly put?: never;
        /**
         * Make a key, which is shown this once
         * @description Takes the role admin.
         */
        readonly post: operations["createKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/keys/{key_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a key at once
         * @description Takes the role admin.
         */
        readonly delete: operations["revokeKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This document */
        readonly get: operations["getOpenApi"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The current records of the organisation, by activity id
         * @description Takes the role viewer.
         */
        readonly get: operations["listRecords"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/records/{record_id}/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How the figure of a record came about, computed again
         * @description Takes the role viewer.
         */
        readonly get: operations["explainRecord"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The webhooks of the organisation, the oldest first
         * @description Takes the role admin.
         */
        readonly get: operations["listWebhooks"];
        readonly put?: never;
        /**
         * Make a webhook; its secret is shown this once
         * @description Takes the role admin.
         */
        readonly post: operations["createWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a webhook
         * @description Takes the role admin.
         */
        readonly get: operations["getWebhook"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a webhook, with all that was and is to be delivered to it
         * @description Takes the role admin.
         */
        readonly delete: operations["deleteWebhook"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a webhook; what is left out stays as it is
         * @description Takes the role admin.
         */
        readonly patch: operations["changeWebhook"];
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What is and was to be delivered to a webhook, the newest first
         * @description Takes the role admin.
         */
        readonly get: operations["listWebhookDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/deliveries/{delivery_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A delivery and its attempts
         * @description Takes the role admin.
         */
        readonly get: operations["getWebhookDelivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/deliveries/{delivery_id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Deliver once more, with the same webhook-id
         * @description Takes the role admin.
         */
        readonly post: operations["replayWebhookDelivery"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/disable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send no more events; what waits has failed
         * @description Takes the role admin.
         */
        readonly post: operations["disableWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/enable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send events again
         * @description Takes the role admin.
         */
        readonly post: operations["enableWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Deliver once more all that failed of what happened since a time
         * @description Takes the role admin.
         */
        readonly post: operations["replayWebhookDeliveries"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/rotate-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a new secret, which is shown this once
         * @description Takes the role admin.
         */
        readonly post: operations["rotateWebhookSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/{webhook_id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test event, once
         * @description Takes the role admin.
         */
        readonly post: operations["testWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Activity: {
            readonly category: string;
            readonly data_quality: string;
            readonly external_id: string | null;
            readonly factor_id: string | null;
            readonly id: string;
            readonly location: string;
            readonly metadata: {
                readonly [key: string]: unknown;
            } | null;
            readonly meter_id: string | null;
            readonly org_id: string;
            /** Format: date */
            readonly period_end: string;
            /** Format: date */
            readonly period_start: string;
            readonly quantity: number;
            readonly quantity_exact: string;
            readonly source: string;
            readonly supplier: string | null;
            readonly supplier_factor_exact: string | null;
            readonly uncertainty_pct_exact: string | null;
            readonly unit: string;
            /** @description 1 when it came, one more with each import of other data. */
            readonly version: number;
            readonly workspace_id: string;
        };
        readonly ActivityError: {
            readonly activity_id: string;
            /** @description The pass of the batch that met it. */
            readonly attempt: number;
            readonly code: string;
            readonly details: string;
            /** Format: date-time */
            readonly time: string;
        };
        readonly ActivityErrorPage: {
            readonly errors: readonly components["schemas"]["ActivityError"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly ActivityFilter: {
            readonly activity_ids?: readonly string[];
            /** @description Of the whole organisation; else of the batch's workspace. */
            readonly all_workspaces?: boolean;
            readonly category?: string;
            /** @description Those that this import was the last to name. */
            readonly import_id?: string;
            readonly location?: string;
            /** @description The period has a day in this year (2025), month (2025-03) or range (2025-01-15/2025-03-31). */
            readonly period?: string;
            /** @description A date: the period has a day on or after it. */
            readonly period_from?: string;
            /** @description A date: the period has a day on or before it. */
            readonly period_to?: string;
            /** @enum {string} */
            readonly source?: "utility_bill" | "fleet" | "travel" | "purchases" | "waste" | "manual" | "api";
            /** @description True: changed since their current record was made. */
            readonly stale?: boolean;
            /** @description True: without a current record. With stale: either of the two. */
            readonly without_record?: boolean;
            /** @description Of this workspace, in place of the batch's. */
            readonly workspace?: string;
        };
        readonly ActivityHistory: {
            readonly activity: components["schemas"]["Activity"];
            readonly former_versions: readonly components["schemas"]["FormerActivity"][];
            readonly records: readonly components["schemas"]["EmissionRecord"][];
        };
        readonly ActivityPage: {
            readonly activities: readonly components["schemas"]["Activity"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly ActivityResult: {
            readonly activity_id: string;
            readonly error: components["schemas"]["ActivityError"] | null;
            readonly record: components["schemas"]["EmissionRecord"] | null;
            /** @description `success`, `error`, or `pending` where the batch has not come to it. */
            readonly status: string;
        };
        readonly ActivityResultPage: {
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
            readonly results: readonly components["schemas"]["ActivityResult"][];
        };
        readonly ActivityWithRecord: {
            readonly activity: components["schemas"]["Activity"];
            readonly current_record: components["schemas"]["CurrentRecord"] | null;
            readonly is_stale: boolean;
        };
        readonly ApiKey: {
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string;
            /** Format: date-time */
            readonly expires_at: string | null;
            /** @description How the key begins. */
            readonly id: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            readonly last_used_at: string | null;
            readonly name: string;
            readonly org_id: string;
            /** Format: date-time */
            readonly revoked_at: string | null;
            readonly revoked_by: string | null;
            /** @enum {string} */
            readonly role: "viewer" | "operator" | "admin";
            /** @enum {string} */
            readonly status: "usable" | "expired" | "revoked";
            /** @description Null is every workspace of the organisation. */
            readonly workspaces: readonly string[] | null;
        };
        readonly ApiKeyPage: {
            readonly keys: readonly components["schemas"]["ApiKey"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly AuditEntry: {
            /** @enum {string} */
            readonly action: "import_begun" | "import_finished" | "batch_deleted" | "factor_set_imported" | "calculation_settings_changed" | "key_created" | "key_revoked" | "webhook_created" | "webhook_changed" | "webhook_enabled" | "webhook_disabled" | "webhook_secret_rotated" | "webhook_tested" | "webhook_replayed" | "webhook_deleted";
            /** @description Who did it. */
            readonly actor: string;
            readonly details: {
                readonly [key: string]: unknown;
            };
            readonly id: number;
            /** @description The id of what was changed. */
            readonly subject: string;
            /** Format: date-time */
            readonly time: string;
        };
        readonly AuditEntryPage: {
            readonly entries: readonly components["schemas"]["AuditEntry"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly Batch: {
            readonly activity_count: number;
            /** @description kg CO2e, as a number for convenience. */
            readonly avg_emissions_per_activity: number;
            readonly calculation: components["schemas"]["Calculation"];
            readonly can_retry: boolean;
            /** Format: date-time */
            readonly completed_at: string | null;
            /** Format: date-time */
            readonly created_at: string;
            readonly duration_seconds: number | null;
            readonly error_count: number;
            readonly error_message: string | null;
            /** @description As a count, where it was stated so. */
            readonly error_tolerance: number | null;
            /** @description As a share, where it was stated so. */
            readonly error_tolerance_share: number | null;
            /** @description One error more ends the batch as failed. Null where no tolerance was stated. */
            readonly errors_tolerated: number | null;
            readonly id: string;
            readonly max_retries: number;
            readonly org_id: string;
            readonly priority: number;
            readonly progress_percent: number;
            /**
             * @description Records of a scenario are not counted in the inventory.
             * @enum {string}
             */
            readonly purpose: "inventory" | "scenario";
            readonly remaining_count: number;
            readonly retry_count: number;
            /** Format: date-time */
            readonly started_at: string | null;
            /** @enum {string} */
            readonly status: "pending" | "queued" | "processing" | "complete" | "failed" | "cancelled";
            readonly success_count: number;
            /** @description kg CO2e, as a number for convenience. */
            readonly total_emissions: number;
            /** @description The same as an exact decimal. */
            readonly total_emissions_exact: string;
            /** Format: date-time */
            readonly updated_at: string;
            readonly workspace_id: string;
        };
        readonly BatchFactor: {
            readonly biogenic_co2_kg_per_unit: string | null;
            readonly boundary: string | null;
            readonly ch4_kg_per_unit: string | null;
            readonly co2_kg_per_unit: string | null;
            readonly co2e_kg_per_unit: string | null;
            readonly dataset: string | null;
            readonly dataset_version: string | null;
            readonly description: string | null;
            readonly factor_id: string | null;
            readonly factor_set: string | null;
            readonly gwp_set: string | null;
            readonly heat_basis: string | null;
            readonly licence: string | null;
            readonly n2o_kg_per_unit: string | null;
            readonly original_unit: string | null;
            readonly original_value: string | null;
            readonly records: number;
            readonly region: string | null;
            readonly source_ref: string | null;
            readonly uncertainty_pct: string | null;
            readonly unit: string | null;
            /** @description figure or market_based */
            readonly used_for: string;
            readonly valid_from: string | null;
            readonly valid_to: string | null;
        };
        readonly BatchFactorList: {
            readonly factors: readonly components["schemas"]["BatchFactor"][];
        };
        readonly BatchList: {
            readonly batches: readonly components["schemas"]["Batch"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
            readonly offset: number;
            /** @description All that match, on every page. Null only with total=false. */
            readonly total: number | null;
        };
        readonly BatchSelection: {
            /** @description true, in place of a filter: every batch that you see. */
            readonly all?: boolean;
            /** @description These batches. */
            readonly batch_ids?: readonly string[];
            /** @description true changes nothing, and tells what would be. */
            readonly dry_run?: boolean;
            readonly filter?: {
                /** @description A time: submitted before it. */
                readonly created_before?: string;
                /** @description A time: submitted then or later. */
                readonly created_from?: string;
                /** @description A priority (`7`), or a range with both its ends (`7-10`). */
                readonly priority?: string;
                /** @description Of pending, queued, processing, complete, failed, cancelled: one, or several with commas between them. */
                readonly status?: string;
                readonly workspace?: string;
            };
            /** @description Of what a filter matches, the oldest so many that can be changed; default 10000. */
            readonly limit?: number;
        };
        readonly BulkOutcome: {
            readonly changed: number;
            readonly dry_run: boolean;
            /** @description Looked at: those changed and those refused. */
            readonly matched: number;
            /** @description The limit was reached before the end: call again for the rest. */
            readonly more: boolean;
            /** @description The first hundred of those refused, and why. */
            readonly refusals: readonly {
                readonly batch_id: string;
                /** @enum {string} */
                readonly code: "CONFLICT" | "NOT_FOUND";
                readonly details: string;
            }[];
            /** @description Left as they were. */
            readonly refused: number;
        };
        readonly Calculation: {
            /** @description Ids of factor sets, the preferred first. */
            readonly factor_sets?: readonly string[];
            /**
             * @description For factors that publish gases and no CO2e; default AR5.
             * @enum {string}
             */
            readonly gwp_set?: "AR4" | "AR5" | "AR6";
            /**
             * @description What happens to a period that crosses a change of factor; default by_days.
             * @enum {string}
             */
            readonly period_policy?: "by_days" | "period_start";
        };
        readonly Comparison: {
            /** @description Null: each activity's latest record of the inventory before the batch's. */
            readonly base_batch_id: string | null;
            readonly batch_id: string;
            readonly by_category: readonly {
                /** @description With a record in the base. */
                readonly base_activities: number;
                readonly category: string;
                readonly location_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                readonly market_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                /** @description With a record in the batch. */
                readonly new_activities: number;
                readonly scope: number;
            }[];
            readonly by_cause: readonly {
                /** @description With a record in the base. */
                readonly base_activities: number;
                /** @enum {string} */
                readonly cause: "activity_data" | "factor" | "method" | "several" | "added" | "removed" | "none";
                readonly location_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                readonly market_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                /** @description With a record in the batch. */
                readonly new_activities: number;
            }[];
            readonly by_scope: readonly {
                /** @description With a record in the base. */
                readonly base_activities: number;
                readonly location_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                readonly market_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                /** @description With a record in the batch. */
                readonly new_activities: number;
                readonly scope: number;
            }[];
            readonly total: {
                /** @description With a record in the base. */
                readonly base_activities: number;
                readonly location_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                readonly market_based: {
                    readonly base_kg: number;
                    readonly base_kg_exact: string;
                    /** @description new - base */
                    readonly difference_kg: number;
                    readonly difference_kg_exact: string;
                    readonly new_kg: number;
                    readonly new_kg_exact: string;
                };
                /** @description With a record in the batch. */
                readonly new_activities: number;
            };
        };
        readonly CreatedApiKey: {
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string;
            /** Format: date-time */
            readonly expires_at: string | null;
            /** @description How the key begins. */
            readonly id: string;
            /** @description The whole key. It is shown this once and kept nowhere. */
            readonly key: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            readonly last_used_at: string | null;
            readonly name: string;
            readonly org_id: string;
            /** Format: date-time */
            readonly revoked_at: string | null;
            readonly revoked_by: string | null;
            /** @enum {string} */
            readonly role: "viewer" | "operator" | "admin";
            /** @enum {string} */
            readonly status: "usable" | "expired" | "revoked";
            /** @description Null is every workspace of the organisation. */
            readonly workspaces: readonly string[] | null;
        };
        readonly CreatedWebhook: {
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string;
            readonly description: string;
            /** Format: date-time */
            readonly disabled_at: string | null;
            readonly disabled_by: string | null;
            readonly disabled_reason: string | null;
            /** @description What it is told of. */
            readonly events: readonly ("batch.submitted" | "batch.retry_scheduled" | "batch.completed" | "batch.failed" | "batch.cancelled" | "batch.retried" | "batch.mended")[];
            /**
             * Format: date-time
             * @description The first attempt that failed with none after it that worked.
             */
            readonly failing_since: string | null;
            readonly id: string;
            readonly org_id: string;
            /** @description What deliveries are signed with. It is shown this once. */
            readonly secret: string;
            /** @enum {string} */
            readonly status: "enabled" | "disabled";
            /** Format: date-time */
            readonly updated_at: string;
            readonly url: string;
        };
        readonly CurrentRecord: {
            readonly activity_id: string;
            readonly activity_uncertainty_pct_exact: string | null;
            readonly activity_version: number;
            readonly attempt: number;
            readonly batch_id: string;
            readonly biogenic_co2_kg: number | null;
            readonly biogenic_co2_kg_exact: string | null;
            readonly biogenic_co2_per_unit_exact: string | null;
            /** Format: date-time */
            readonly calculated_at: string;
            readonly category: string;
            readonly ch4_kg: number | null;
            readonly ch4_kg_exact: string | null;
            readonly ch4_per_unit_exact: string | null;
            readonly co2_kg: number | null;
            readonly co2_kg_exact: string | null;
            readonly co2_per_unit_exact: string | null;
            readonly co2e_basis: string | null;
            readonly co2e_kg: number;
            readonly co2e_kg_exact: string;
            readonly conversion: string | null;
            readonly data_quality: string;
            readonly dataset: string | null;
            readonly dataset_version: string | null;
            readonly factor_id: string | null;
            readonly factor_order: string | null;
            readonly factor_parts: readonly {
                readonly biogenic_co2_per_unit_exact: string | null;
                readonly ch4_per_unit_exact: string | null;
                readonly co2_per_unit_exact: string | null;
                readonly co2e_basis: string;
                readonly co2e_per_unit_exact: string;
                readonly dataset: string;
                readonly dataset_version: string;
                readonly days: number;
                readonly factor_id: string;
                readonly factor_set: string;
                readonly gwp_ch4_exact: string | null;
                readonly gwp_n2o_exact: string | null;
                readonly gwp_set: string | null;
                readonly n2o_per_unit_exact: string | null;
            }[] | null;
            readonly factor_region: string | null;
            readonly factor_set: string | null;
            readonly factor_source: string | null;
            readonly factor_uncertainty_pct_exact: string | null;
            readonly factor_unit: string | null;
            readonly factor_value: number | null;
            readonly factor_value_exact: string | null;
            readonly gwp_ch4_exact: string | null;
            readonly gwp_n2o_exact: string | null;
            readonly gwp_set: string | null;
            readonly is_scenario: boolean;
            /** @description The activity has changed since the record was made. */
            readonly is_stale: boolean;
            readonly location: string;
            readonly market_basis: string | null;
            readonly market_co2e_kg: number | null;
            readonly market_co2e_kg_exact: string | null;
            readonly market_factor: {
                readonly conversion: string;
                readonly dataset: string;
                readonly dataset_version: string | null;
                readonly factor_id: string | null;
                readonly factor_set: string | null;
                readonly instrument: string | null;
                readonly parts: readonly {
                    readonly biogenic_co2_per_unit_exact: string | null;
                    readonly ch4_per_unit_exact: string | null;
                    readonly co2_per_unit_exact: string | null;
                    readonly co2e_basis: string;
                    readonly co2e_per_unit_exact: string;
                    readonly dataset: string;
                    readonly dataset_version: string;
                    readonly days: number;
                    readonly factor_id: string;
                    readonly factor_set: string;
                    readonly gwp_ch4_exact: string | null;
                    readonly gwp_n2o_exact: string | null;
                    readonly gwp_set: string | null;
                    readonly n2o_per_unit_exact: string | null;
                }[] | null;
                readonly region: string | null;
                readonly unit: string;
                readonly value_exact: string | null;
            } | null;
            readonly method: string;
            readonly n2o_kg: number | null;
            readonly n2o_kg_exact: string | null;
            readonly n2o_per_unit_exact: string | null;
            readonly org_id: string;
            /** Format: date */
            readonly period_end: string;
            readonly period_policy: string | null;
            /** Format: date */
            readonly period_start: string;
            readonly quality_score: number | null;
            readonly quantity: number;
            readonly quantity_converted: number | null;
            readonly quantity_converted_exact: string | null;
            readonly quantity_exact: string;
            readonly region_match: string | null;
            readonly scope: number;
            readonly scope3_category: number | null;
            readonly unit: string;
            readonly unit_match: string | null;
            readonly workspace_id: string;
        };
        readonly CurrentRecordPage: {
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
            readonly records: readonly components["schemas"]["CurrentRecord"][];
        };
        readonly EmissionRecord: {
            readonly activity_id: string;
            readonly activity_uncertainty_pct_exact: string | null;
            readonly activity_version: number;
            readonly attempt: number;
            readonly batch_id: string;
            readonly biogenic_co2_kg: number | null;
            readonly biogenic_co2_kg_exact: string | null;
            readonly biogenic_co2_per_unit_exact: string | null;
            /** Format: date-time */
            readonly calculated_at: string;
            readonly category: string;
            readonly ch4_kg: number | null;
            readonly ch4_kg_exact: string | null;
            readonly ch4_per_unit_exact: string | null;
            readonly co2_kg: number | null;
            readonly co2_kg_exact: string | null;
            readonly co2_per_unit_exact: string | null;
            readonly co2e_basis: string | null;
            readonly co2e_kg: number;
            readonly co2e_kg_exact: string;
            readonly conversion: string | null;
            readonly data_quality: string;
            readonly dataset: string | null;
            readonly dataset_version: string | null;
            readonly factor_id: string | null;
            readonly factor_order: string | null;
            readonly factor_parts: readonly {
                readonly biogenic_co2_per_unit_exact: string | null;
                readonly ch4_per_unit_exact: string | null;
                readonly co2_per_unit_exact: string | null;
                readonly co2e_basis: string;
                readonly co2e_per_unit_exact: string;
                readonly dataset: string;
                readonly dataset_version: string;
                readonly days: number;
                readonly factor_id: string;
                readonly factor_set: string;
                readonly gwp_ch4_exact: string | null;
                readonly gwp_n2o_exact: string | null;
                readonly gwp_set: string | null;
                readonly n2o_per_unit_exact: string | null;
            }[] | null;
            readonly factor_region: string | null;
            readonly factor_set: string | null;
            readonly factor_source: string | null;
            readonly factor_uncertainty_pct_exact: string | null;
            readonly factor_unit: string | null;
            readonly factor_value: number | null;
            readonly factor_value_exact: string | null;
            readonly gwp_ch4_exact: string | null;
            readonly gwp_n2o_exact: string | null;
            readonly gwp_set: string | null;
            readonly is_scenario: boolean;
            readonly location: string;
            readonly market_basis: string | null;
            readonly market_co2e_kg: number | null;
            readonly market_co2e_kg_exact: string | null;
            readonly market_factor: {
                readonly conversion: string;
                readonly dataset: string;
                readonly dataset_version: string | null;
                readonly factor_id: string | null;
                readonly factor_set: string | null;
                readonly instrument: string | null;
                readonly parts: readonly {
                    readonly biogenic_co2_per_unit_exact: string | null;
                    readonly ch4_per_unit_exact: string | null;
                    readonly co2_per_unit_exact: string | null;
                    readonly co2e_basis: string;
                    readonly co2e_per_unit_exact: string;
                    readonly dataset: string;
                    readonly dataset_version: string;
                    readonly days: number;
                    readonly factor_id: string;
                    readonly factor_set: string;
                    readonly gwp_ch4_exact: string | null;
                    readonly gwp_n2o_exact: string | null;
                    readonly gwp_set: string | null;
                    readonly n2o_per_unit_exact: string | null;
                }[] | null;
                readonly region: string | null;
                readonly unit: string;
                readonly value_exact: string | null;
            } | null;
            readonly method: string;
            readonly n2o_kg: number | null;
            readonly n2o_kg_exact: string | null;
            readonly n2o_per_unit_exact: string | null;
            readonly org_id: string;
            /** Format: date */
            readonly period_end: string;
            readonly period_policy: string | null;
            /** Format: date */
            readonly period_start: string;
            readonly quality_score: number | null;
            readonly quantity: number;
            readonly quantity_converted: number | null;
            readonly quantity_converted_exact: string | null;
            readonly quantity_exact: string;
            readonly region_match: string | null;
            readonly scope: number;
            readonly scope3_category: number | null;
            readonly unit: string;
            readonly unit_match: string | null;
            readonly workspace_id: string;
        };
        readonly EmissionRecordPage: {
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
            readonly records: readonly components["schemas"]["EmissionRecord"][];
        };
        readonly Error: {
            /**
             * @description A stable code; docs/errors.md lists them.
             * @enum {string}
             */
            readonly code: "VALIDATION_ERROR" | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "REQUEST_TIMEOUT" | "CONFLICT" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE";
            /** @description What is wrong, in a sentence that names the offending value. */
            readonly details: string;
            /**
             * @description The same as `code`.
             * @enum {string}
             */
            readonly error: "VALIDATION_ERROR" | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "REQUEST_TIMEOUT" | "CONFLICT" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "UNAVAILABLE";
            /** @description Where several rows are at fault: the first hundred. */
            readonly errors?: readonly {
                readonly code: string;
                readonly column: string | null;
                readonly details: string;
                readonly line: number;
                readonly value: string | null;
            }[];
            /** @description The import that broke off; GET /imports tells what it had taken. */
            readonly import_id?: string;
            /** Format: date-time */
            readonly timestamp: string;
        };
        readonly Explanation: {
            readonly differences: readonly {
                readonly expected: string | null;
                readonly field: string;
                readonly stored: string | null;
            }[];
            readonly factors: readonly {
                readonly biogenic_co2_kg_per_unit: string | null;
                readonly boundary: string | null;
                readonly ch4_kg_per_unit: string | null;
                readonly co2_kg_per_unit: string | null;
                readonly co2e_kg_per_unit: string | null;
                readonly description: string | null;
                readonly factor_id: string;
                readonly factor_set: string | null;
                readonly gwp_set: string | null;
                readonly heat_basis: string | null;
                readonly licence: string | null;
                readonly n2o_kg_per_unit: string | null;
                readonly original_unit: string | null;
                readonly original_value: string | null;
                readonly region: string | null;
                readonly source_ref: string | null;
                readonly uncertainty_pct: string | null;
                readonly unit: string | null;
                /** @description figure or market_based */
                readonly used_for: string;
                readonly valid_from: string | null;
                readonly valid_to: string | null;
            }[];
            /** @description Null where the record does not carry what it takes to compute it. */
            readonly is_equal: boolean | null;
            readonly recomputed: {
                readonly biogenic_co2_kg_exact: string | null;
                readonly ch4_kg_exact: string | null;
                readonly co2_kg_exact: string | null;
                readonly co2e_kg_exact: string;
                readonly market_co2e_kg_exact: string | null;
                readonly n2o_kg_exact: string | null;
                readonly quantity_converted_exact: string;
            } | null;
            readonly record: components["schemas"]["EmissionRecord"];
            readonly record_id: string;
            /** @description What the CO2e holds beyond CO2, CH4 and N2O; null where they are not known. */
            readonly residual_kg_exact: string | null;
            readonly steps: readonly {
                readonly lines: readonly string[];
                readonly step: string;
            }[];
            /** @description The steps as one text; the same comes for Accept: text/plain. */
            readonly text: string;
        };
        readonly Factor: {
            readonly biogenic_co2_kg_per_unit: string | null;
            readonly boundary: string;
            readonly category: string;
            readonly ch4_kg_per_unit: string | null;
            readonly co2_kg_per_unit: string | null;
            readonly co2e_kg_per_unit: string | null;
            readonly dataset: string;
            readonly dataset_version: string;
            readonly description: string;
            readonly factor_set: string;
            readonly gwp_set: string | null;
            readonly heat_basis: string | null;
            readonly id: string;
            readonly instrument: string | null;
            readonly licence: string;
            readonly meter_id: string | null;
            readonly methane_origin: string | null;
            readonly n2o_kg_per_unit: string | null;
            readonly original_unit: string;
            readonly original_value: string;
            readonly region: string;
            readonly scope: number;
            readonly scope3_category: number | null;
            readonly source_ref: string;
            readonly uncertainty_pct: string | null;
            readonly unit: string;
            /** Format: date */
            readonly valid_from: string;
            readonly valid_to: string | null;
            readonly workspace_id: string | null;
        };
        readonly FactorList: {
            readonly factors: readonly components["schemas"]["Factor"][];
        };
        readonly FactorPage: {
            readonly factors: readonly components["schemas"]["Factor"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly FactorSet: {
            readonly edition: string;
            readonly enabled: boolean;
            /** @description Null until somebody has switched it on. */
            readonly factor_count: number | null;
            readonly id: string;
            /** @description own, national or international. */
            readonly level: string;
            readonly licence: string;
            readonly name: string;
            /** @description From 1, the preferred first; null where it is not in use. */
            readonly position: number | null;
            readonly source: string;
        };
        readonly FactorSetList: {
            readonly factor_sets: readonly components["schemas"]["FactorSet"][];
        };
        readonly FormerActivity: {
            readonly category: string;
            readonly data_quality: string;
            readonly external_id: string | null;
            readonly factor_id: string | null;
            readonly id: string;
            readonly location: string;
            readonly metadata: {
                readonly [key: string]: unknown;
            } | null;
            readonly meter_id: string | null;
            readonly org_id: string;
            /** Format: date */
            readonly period_end: string;
            /** Format: date */
            readonly period_start: string;
            readonly quantity: number;
            readonly quantity_exact: string;
            /** Format: date-time */
            readonly replaced_at: string;
            readonly source: string;
            readonly supplier: string | null;
            readonly supplier_factor_exact: string | null;
            readonly uncertainty_pct_exact: string | null;
            readonly unit: string;
            /** @description 1 when it came, one more with each import of other data. */
            readonly version: number;
            readonly workspace_id: string;
        };
        readonly Health: {
            readonly batches_processed: number;
            /** @description Null when the database cannot be asked. */
            readonly pending_batches: number | null;
            /** @description Why it is unhealthy. */
            readonly reasons: readonly string[];
            readonly scheduler_running: boolean;
            /** @enum {string} */
            readonly status: "healthy" | "unhealthy";
            /** @description What this node has too much of, so that it answers requests with 503 at the moment. */
            readonly strains: readonly ("event_loop" | "heap" | "database_queue")[];
            /** Format: date-time */
            readonly timestamp: string;
            readonly total_emissions: number;
            readonly total_emissions_exact: string;
            readonly version: string;
            readonly workers_active: number;
        };
        readonly Import: {
            /** @description Who sent it. */
            readonly actor: string;
            /** Format: date-time */
            readonly created_at: string;
            /** @description Why it broke off. */
            readonly failure: string | null;
            /** Format: date-time */
            readonly finished_at: string | null;
            /** @description For GET /imports and to submit by. */
            readonly import_id: string;
            /** @description Activities that were not there. */
            readonly imported: number;
            /** @description Rows up to this line, or element, are taken or rejected. */
            readonly lines_done: number;
            /** @description Rows that were not written. */
            readonly rejected: number;
            /**
             * @description A running one whose updated_at stands still belongs to a node that went away; what it took is there.
             * @enum {string}
             */
            readonly status: "running" | "finished" | "failed";
            readonly unchanged: number;
            /** @description Activities that were there with other content. */
            readonly updated: number;
            /** Format: date-time */
            readonly updated_at: string;
        };
        readonly ImportedFactorSet: {
            readonly factor_set: components["schemas"]["FactorSet"];
            /** @enum {string} */
            readonly status: "installed" | "present";
        };
        readonly ImportPage: {
            readonly imports: readonly components["schemas"]["Import"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly ImportSummary: {
            /** @description The first hundred. */
            readonly errors: readonly {
                readonly code: string;
                /** @description Null where the row as a whole is meant. */
                readonly column: string | null;
                readonly details: string;
                /** @description Of the file, or the element of the array, from 1. */
                readonly line: number;
                readonly value: string | null;
            }[];
            /** @description For GET /imports and to submit by. */
            readonly import_id: string;
            /** @description Activities that were not there. */
            readonly imported: number;
            /** @description Rows that were not written. */
            readonly rejected: number;
            readonly unchanged: number;
            /** @description Activities that were there with other content. */
            readonly updated: number;
        };
        readonly Inventory: {
            readonly by_category: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly by_data_quality: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly by_gas: readonly {
                /** @description kg CO2e; the lines add up to the location-based total. */
                readonly co2e_kg: number;
                /** @description kg, as an exact decimal. */
                readonly co2e_kg_exact: string;
                readonly gas: string;
            }[];
            /** @description Scope 2 alone. */
            readonly by_market_basis: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly by_region: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly by_region_match: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly by_scope: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly by_scope3_category: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly by_workspace: readonly {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                readonly key: {
                    readonly [key: string]: string | number | null;
                };
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
                /** @description The records that the line is the sum of; null where they have no such value. */
                readonly records_url: string | null;
            }[];
            readonly completeness: {
                readonly activities_url: string;
                /** @description Activities whose period ended in the year and that no record counts for. */
                readonly activities_without_record: number;
                readonly records_url: string;
                /** @description Records in the total whose activity has changed since they were made. */
                readonly stale_records: number;
            };
            readonly crossing_year: {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
            };
            readonly fallback_share_pct: number;
            readonly not_measured_share_pct: number;
            readonly org_id: string;
            readonly quality: {
                readonly scored_share_pct: number;
                /** @description 1 (best) to 5, weighted by emissions. */
                readonly weighted_score: number | null;
            };
            readonly total: {
                /** @description kg, as an exact decimal. */
                readonly biogenic_co2_kg_exact: string;
                /** @description kg CO2e, scope 2 by the location-based method. */
                readonly location_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly location_based_kg_exact: string;
                /** @description kg CO2e, scope 2 by the market-based method. */
                readonly market_based_kg: number;
                /** @description kg, as an exact decimal. */
                readonly market_based_kg_exact: string;
                readonly records: number;
            };
            readonly uncertainty: {
                readonly monte_carlo: {
                    /** @description The 97.5th percentile. */
                    readonly high_kg: number;
                    /** @description The 2.5th percentile of the total. */
                    readonly low_kg: number;
                    readonly mean_kg: number;
                    /** @description Half of the interval, in percent of the mean. */
                    readonly relative_pct: number;
                    readonly samples: number;
                    readonly seed: number;
                } | null;
                /** @description Of the total at 95 % confidence. */
                readonly relative_pct: number | null;
                readonly stated_share_pct: number;
            };
            readonly workspace: string | null;
            readonly year: number;
        };
        readonly LogEntry: {
            /** @description The node, user or key that did it. */
            readonly actor: string;
            readonly batch_id: string;
            readonly error_count: number;
            readonly event: string;
            /** @description The lease under which it was written. */
            readonly fencing_token: number;
            readonly id: number;
            readonly message: string | null;
            readonly retry_count: number;
            readonly status: string;
            readonly success_count: number;
            /** Format: date-time */
            readonly time: string;
            readonly total_emissions: number;
            readonly total_emissions_exact: string;
        };
        readonly LogEntryPage: {
            readonly limit: number;
            readonly log: readonly components["schemas"]["LogEntry"][];
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly NewActivity: {
            readonly category: string;
            /** @enum {string|null} */
            readonly data_quality?: "measured" | "estimated" | "default" | null;
            readonly external_id?: string | null;
            /** @description In place of the one that would be found. */
            readonly factor_id?: string | null;
            readonly id: string;
            readonly location: string;
            readonly metadata?: {
                readonly [key: string]: unknown;
            } | null;
            readonly meter_id?: string | null;
            /** @description None but your own. */
            readonly org_id?: string | null;
            /**
             * Format: date
             * @description The last day, which counts.
             */
            readonly period_end: string;
            /** Format: date */
            readonly period_start: string;
            /** @description In `unit`, zero or more. */
            readonly quantity: number | string;
            /** @enum {string} */
            readonly source: "utility_bill" | "fleet" | "travel" | "purchases" | "waste" | "manual" | "api";
            readonly supplier?: string | null;
            readonly supplier_factor?: number | string | null;
            readonly uncertainty_pct?: number | string | null;
            readonly unit: string;
            /** @description That of the request where it is absent. */
            readonly workspace_id?: string | null;
        };
        readonly NewApiKey: {
            /** @description A time; never without it. */
            readonly expires_at?: string;
            readonly name: string;
            /** @enum {string} */
            readonly role: "viewer" | "operator" | "admin";
            readonly workspaces?: readonly string[];
        };
        readonly NewBatch: {
            readonly activity_ids?: readonly string[];
            readonly calculation?: components["schemas"]["Calculation"];
            /** @description How many activities may end in an error for the batch still to complete; one more ends it at once. Without a tolerance it is worked through, and any error makes it failed at its end. */
            readonly error_tolerance?: number;
            /** @description The same as a share of the activities, in place of error_tolerance. */
            readonly error_tolerance_share?: number;
            readonly filter?: components["schemas"]["ActivityFilter"];
            /** @description In place of a filter with nothing else in it. */
            readonly import_id?: string;
            /** @description Default 3. */
            readonly max_retries?: number;
            /** @description Higher first; default 5. */
            readonly priority?: number;
            /**
             * @description Records of a scenario are not counted in the inventory; default inventory.
             * @enum {string}
             */
            readonly purpose?: "inventory" | "scenario";
        };
        readonly NewWebhook: {
            readonly description?: string;
            /** @description What it is told of. */
            readonly events: readonly ("batch.submitted" | "batch.retry_scheduled" | "batch.completed" | "batch.failed" | "batch.cancelled" | "batch.retried" | "batch.mended")[];
            /** @description It begins with https:// and leads to public addresses. */
            readonly url: string;
        };
        readonly Progress: {
            /** @description kg CO2e, as a number for convenience. */
            readonly avg_emissions_per_item: number;
            readonly batch_id: string;
            readonly error_count: number;
            /** @description Whole seconds; null while unknown. */
            readonly estimated_remaining: number | null;
            readonly percent_complete: number;
            readonly processed_count: number;
            /** @enum {string} */
            readonly status: "pending" | "queued" | "processing" | "complete" | "failed" | "cancelled";
            readonly success_count: number;
            readonly total_count: number;
            /** @description kg CO2e, as a number for convenience. */
            readonly total_emissions: number;
            readonly total_emissions_exact: string;
        };
        readonly ReplayedDeliveries: {
            /** @description Deliveries that are sent again. */
            readonly replayed: number;
        };
        readonly RetrySelection: {
            /** @description true, in place of a filter: every batch that you see. */
            readonly all?: boolean;
            /** @description These batches. */
            readonly batch_ids?: readonly string[];
            /** @description true changes nothing, and tells what would be. */
            readonly dry_run?: boolean;
            readonly filter?: {
                /** @description A time: submitted before it. */
                readonly created_before?: string;
                /** @description A time: submitted then or later. */
                readonly created_from?: string;
                /** @description A priority (`7`), or a range with both its ends (`7-10`). */
                readonly priority?: string;
                /** @description Of pending, queued, processing, complete, failed, cancelled: one, or several with commas between them. */
                readonly status?: string;
                readonly workspace?: string;
            };
            /** @description Of what a filter matches, the oldest so many that can be changed; default 10000. */
            readonly limit?: number;
            /** @description Raises the number of retries allowed where it is lower. */
            readonly max_retries?: number;
        };
        readonly RotatedWebhookSecret: {
            /**
             * Format: date-time
             * @description Until then the former secrets sign beside it.
             */
            readonly former_expires_at: string;
            /** @description What deliveries are signed with. It is shown this once. */
            readonly secret: string;
        };
        readonly SecretRotation: {
            /** @description How long the former secrets sign beside it; default 24. */
            readonly overlap_hours?: number;
        };
        readonly SubmittedBatch: {
            readonly activity_count: number;
            readonly batch_id: string;
            /** Format: date-time */
            readonly created_at: string;
            /** @enum {string} */
            readonly status: "pending" | "queued" | "processing" | "complete" | "failed" | "cancelled";
        };
        readonly Webhook: {
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string;
            readonly description: string;
            /** Format: date-time */
            readonly disabled_at: string | null;
            readonly disabled_by: string | null;
            readonly disabled_reason: string | null;
            /** @description What it is told of. */
            readonly events: readonly ("batch.submitted" | "batch.retry_scheduled" | "batch.completed" | "batch.failed" | "batch.cancelled" | "batch.retried" | "batch.mended")[];
            /**
             * Format: date-time
             * @description The first attempt that failed with none after it that worked.
             */
            readonly failing_since: string | null;
            readonly id: string;
            readonly org_id: string;
            /** @enum {string} */
            readonly status: "enabled" | "disabled";
            /** Format: date-time */
            readonly updated_at: string;
            readonly url: string;
        };
        readonly WebhookChange: {
            readonly description?: string;
            /** @description What it is told of. */
            readonly events?: readonly ("batch.submitted" | "batch.retry_scheduled" | "batch.completed" | "batch.failed" | "batch.cancelled" | "batch.retried" | "batch.mended")[];
            /** @description It begins with https:// and leads to public addresses. */
            readonly url?: string;
        };
        readonly WebhookDelivery: {
            readonly attempt_count: number;
            readonly batch_id: string | null;
            /** Format: date-time */
            readonly ended_at: string | null;
            /** Format: date-time */
            readonly happened_at: string;
            /** @description The webhook-id of all its attempts. */
            readonly id: string;
            /** Format: date-time */
            readonly next_attempt_at: string | null;
            /** @enum {string} */
            readonly status: "pending" | "delivered" | "failed";
            /** @enum {string} */
            readonly type: "batch.submitted" | "batch.retry_scheduled" | "batch.completed" | "batch.failed" | "batch.cancelled" | "batch.retried" | "batch.mended" | "webhook.test";
            readonly webhook_id: string;
        };
        readonly WebhookDeliveryPage: {
            readonly deliveries: readonly components["schemas"]["WebhookDelivery"][];
            readonly limit: number;
            /** @description Give it as `after` for the next page; null on the last. */
            readonly next: string | null;
        };
        readonly WebhookDeliveryWithAttempts: {
            readonly attempt_count: number;
            /** @description The last first. */
            readonly attempts: readonly {
                /** @description How the answer's body begins. */
                readonly answer: string | null;
                readonly duration_ms: number;
                /** @description Why it failed; null where it was delivered. */
                readonly error: string | null;
                readonly node: string;
                readonly number: number;
                /** @description Null where there was no answer. */
                readonly status_code: number | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                readonly time: string;
            }[];
            readonly batch_id: string | null;
            /** Format: date-time */
            readonly ended_at: string | null;
            /** Format: date-time */
            readonly happened_at: string;
            /** @description The webhook-id of all its attempts. */
            readonly id: string;
            /** Format: date-time */
            readonly next_attempt_at: string | null;
            /** @enum {string} */
            readonly status: "pending" | "delivered" | "failed";
            /** @enum {string} */
            readonly type: "batch.submitted" | "batch.retry_scheduled" | "batch.completed" | "batch.failed" | "batch.cancelled" | "batch.retried" | "batch.mended" | "webhook.test";
            readonly webhook_id: string;
        };
        readonly WebhookReplay: {
            /** @description A time such as 2027-01-31T00:00:00Z. */
            readonly since: string;
        };
    };
    responses: {
        /** @description 409 CONFLICT. What is there does not allow this now. Nothing was changed. */
        readonly Conflict: {
            headers: {
                readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 403 FORBIDDEN. The credentials are valid, but not for this role, organisation or workspace. */
        readonly Forbidden: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 431 HEADERS_TOO_LARGE. The headers are too many or too large. */
        readonly HeadersTooLarge: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 500 INTERNAL_ERROR. A fault of the server. Its log has it under the id of the request. */
        readonly InternalError: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 405 METHOD_NOT_ALLOWED. The path is known, the method is not. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow: components["headers"]["Allow"];
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 406 NOT_ACCEPTABLE. `Accept` asks for no media type that there is. */
        readonly NotAcceptable: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 404 NOT_FOUND. There is no such thing in this organisation, or it is another's. */
        readonly NotFound: {
            headers: {
                readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 413 PAYLOAD_TOO_LARGE. The body is too large. */
        readonly PayloadTooLarge: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 429 RATE_LIMITED. Too many requests, event streams or wrong credentials. */
        readonly RateLimited: {
            headers: {
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 408 REQUEST_TIMEOUT. The request did not arrive in time. */
        readonly RequestTimeout: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 401 UNAUTHENTICATED. The credentials are missing, wrong, revoked or expired: the answer does not tell which. */
        readonly Unauthenticated: {
            headers: {
                readonly "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 503 UNAVAILABLE. The database, or the issuer of tokens, cannot be used at the moment. */
        readonly Unavailable: {
            headers: {
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 415 UNSUPPORTED_MEDIA_TYPE. The `Content-Type` or `Content-Encoding` is not one that is read here. */
        readonly UnsupportedMediaType: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 414 URI_TOO_LONG. The URL with its query is too long. */
        readonly UriTooLong: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
        /** @description 400 VALIDATION_ERROR. A field, a parameter, a header or the body breaks a rule. Nothing was changed. */
        readonly ValidationError: {
            headers: {
                readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description Of the body, where it is packed. */
        readonly "Content-Encoding": "gzip" | "identity";
        /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
        readonly "Idempotency-Key": string;
        /** @description The ETag of what you have read: a 409 where it has changed since. */
        readonly "If-Match": string;
        /** @description The ETag of what you have: the answer is a 304 while it has not changed. */
        readonly "If-None-Match": string;
        /** @description The id of the last event that you have: the stream goes on behind it. */
        readonly "Last-Event-ID": string;
        /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
        readonly "X-Actor": string;
        /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
        readonly "X-Request-ID": string;
        /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
        readonly "X-Workspace-ID": string;
    };
    requestBodies: never;
    headers: {
        /** @description The methods that there are at this path. */
        readonly Allow: string;
        /** @description What this answer is a version of. Send it back as If-None-Match or If-Match. */
        readonly ETag: string;
        /** @description There where this is the answer of an earlier request with the same Idempotency-Key. */
        readonly "Idempotency-Replayed": "true";
        /** @description Where what was made can be found. */
        readonly Location: string;
        /** @description How the rates of the caller stand, where it has any: `r` requests are left, in `t` seconds all are there again. As draft-ietf-httpapi-ratelimit-headers has it. */
        readonly RateLimit: string;
        /** @description The rates of the caller, where it has any: `q` requests in `w` seconds. */
        readonly "RateLimit-Policy": string;
        /** @description Seconds to wait before the next try. */
        readonly "Retry-After": number;
        /** @description The headers of the request that this answer depends on. */
        readonly Vary: string;
        /** @description The scheme of the credentials that are expected. */
        readonly "WWW-Authenticate": string;
        /** @description The id of the request, yours where you sent one; the log has it in every line. */
        readonly "X-Request-ID": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly listActivities: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows per page. */
                readonly limit?: number;
                readonly without_record?: "true" | "false";
                readonly workspace?: string;
                /** @description Of the period's end. */
                readonly year?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of activities. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActivityPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly importActivities: {
        readonly parameters: {
            readonly query?: {
                /** @description Where rows are at fault: continue (default) takes the others, abort takes none. */
                readonly on_error?: "continue" | "abort";
            };
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["NewActivity"][];
                readonly "application/jsonl": string;
                readonly "application/ndjson": string;
                readonly "application/x-ndjson": string;
                readonly "text/csv": string;
            };
        };
        readonly responses: {
            /** @description What became of the rows; good ones are written even where others are rejected. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImportSummary"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getActivity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly activity_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The activity, with the record that counts. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActivityWithRecord"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getActivityHistory: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly activity_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Earlier versions and all records. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActivityHistory"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAuditLog: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows per page. */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of the audit log. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listBatches: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description A time: submitted before it. */
                readonly created_before?: string;
                /** @description A time: submitted then or later. */
                readonly created_from?: string;
                readonly limit?: number;
                readonly offset?: number;
                /** @description A priority (`7`), or a range with both its ends (`7-10`). */
                readonly priority?: string;
                /** @description Rising, or with a minus falling; within a priority by time in the same direction. Default -created_at. */
                readonly sort?: "created_at" | "-created_at" | "priority" | "-priority";
                /** @description Of pending, queued, processing, complete, failed, cancelled: one, or several with commas between them. */
                readonly status?: string;
                /** @description false: `total` is null, uncounted. */
                readonly total?: "true" | "false";
                readonly workspace?: string;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page that was asked for. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BatchList"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly submitBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewBatch"];
            };
        };
        readonly responses: {
            /** @description The batch is durable and waits for its turn. */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly Location: components["headers"]["Location"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmittedBatch"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag of what you have: the answer is a 304 while it has not changed. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The batch. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Nothing about the batch has changed. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly cancelBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The batch, cancelled; results that exist are kept. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Batch"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly compareBatch: {
        readonly parameters: {
            readonly query?: {
                readonly base?: string;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What differs, by scope, by category and by cause. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Comparison"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listBatchErrors: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows of a page, 100 unless it is given; a stream has all rows unless it is given. */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page as JSON, or all rows as a stream of NDJSON or CSV. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly Vary: components["headers"]["Vary"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActivityErrorPage"];
                    readonly "application/jsonl": string;
                    readonly "application/ndjson": string;
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly followBatch: {
        readonly parameters: {
            readonly query?: {
                /** @description The id of the last event that the client has, for clients that cannot set the header Last-Event-ID, which wins over it. */
                readonly last_event_id?: string;
            };
            readonly header?: {
                /** @description The id of the last event that you have: the stream goes on behind it. */
                readonly "Last-Event-ID"?: components["parameters"]["Last-Event-ID"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events as they happen; over when the batch has ended or was deleted. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description The batch has ended, and the client has all of its events: it need not come back. */
            readonly 204: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listBatchFactors: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Each factor with how many records use it. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BatchFactorList"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listBatchLog: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows per page. */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of the log. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogEntryPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getBatchProgress: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Where it stands now. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Progress"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listBatchRecords: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows of a page, 100 unless it is given; a stream has all rows unless it is given. */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page as JSON, or all rows as a stream of NDJSON or CSV. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly Vary: components["headers"]["Vary"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EmissionRecordPage"];
                    readonly "application/jsonl": string;
                    readonly "application/ndjson": string;
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listBatchResults: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows of a page, 100 unless it is given; a stream has all rows unless it is given. */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page as JSON, or all rows as a stream of NDJSON or CSV. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly Vary: components["headers"]["Vary"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActivityResultPage"];
                    readonly "application/jsonl": string;
                    readonly "application/ndjson": string;
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly retryBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly batch_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description Raises the number of retries allowed. */
                    readonly max_retries?: number;
                };
            };
        };
        readonly responses: {
            /** @description The batch, pending again. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Batch"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly cancelBatches: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BatchSelection"];
            };
        };
        readonly responses: {
            /** @description What was done, and what was left. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteBatches: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BatchSelection"];
            };
        };
        readonly responses: {
            /** @description What was done, and what was left. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly retryBatches: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RetrySelection"];
            };
        };
        readonly responses: {
            /** @description What was done, and what was left. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getCalculationSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The settings; the tag is what a change of them names. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Calculation"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replaceCalculationSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description The ETag of what you have read: a 409 where it has changed since. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Calculation"];
            };
        };
        readonly responses: {
            /** @description The settings as they are now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Calculation"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly followBatches: {
        readonly parameters: {
            readonly query?: {
                /** @description The id of the last event that the client has, for clients that cannot set the header Last-Event-ID, which wins over it. */
                readonly last_event_id?: string;
            };
            readonly header?: {
                /** @description The id of the last event that you have: the stream goes on behind it. */
                readonly "Last-Event-ID"?: components["parameters"]["Last-Event-ID"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events as they happen. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listFactorSets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All sets. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FactorSetList"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly importFactorSet: {
        readonly parameters: {
            readonly query: {
                readonly edition: string;
                readonly licence?: string;
                readonly name: string;
                readonly source?: string;
            };
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "text/csv": string;
            };
        };
        readonly responses: {
            /** @description The set was there already, with the same content. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImportedFactorSet"];
                };
            };
            /** @description The set is there, and comes first. */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImportedFactorSet"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getFactorSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly factor_set_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The set. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FactorSet"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly disableFactorSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly factor_set_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All sets, as they are used now. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FactorSetList"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly enableFactorSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly factor_set_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All sets, as they are used now. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FactorSetList"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly findFactors: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                readonly category?: string;
                readonly limit?: number;
                readonly region?: string;
                readonly search?: string;
                readonly set?: string;
                readonly unit?: string;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of factors. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FactorPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly factor_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The factor, once for each set. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FactorList"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It polls, and reaches its database. */
            readonly 200: {
                headers: {
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            /** @description It does not; `reasons` says why. */
            readonly 503: {
                headers: {
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readonly listImports: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows per page. */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of imports. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImportPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly import_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What it has taken so far. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Import"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getInventory: {
        readonly parameters: {
            readonly query: {
                /** @description How many totals to draw. */
                readonly monte_carlo?: number;
                /** @description The same seed draws the same totals. */
                readonly seed?: number;
                readonly workspace?: string;
                /** @description A record belongs to the year in which its period ended. */
                readonly year: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its totals, divided in every way. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Inventory"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listKeys: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows per page. */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of keys, without their secrets. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewApiKey"];
            };
        };
        readonly responses: {
            /** @description The key; its secret is shown this once. */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly revokeKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly key_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is revoked, on every node. */
            readonly 204: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getOpenApi: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OpenAPI 3.1. It also stands at `/openapi.json`, outside of `/api/v1`. */
            readonly 200: {
                headers: {
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listRecords: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                readonly category?: string;
                readonly data_quality?: "measured" | "estimated" | "default";
                /** @description As in the record. */
                readonly factor_id?: string;
                /** @description Rows per page. */
                readonly limit?: number;
                readonly location?: string;
                readonly market_basis?: "instrument" | "residual_mix" | "supplier" | "location_based" | "none";
                readonly region_match?: "exact" | "country" | "global" | "none";
                readonly scope?: number;
                readonly scope3_category?: number;
                readonly stale?: "true" | "false";
                readonly workspace?: string;
                /** @description Of the period's end. */
                readonly year?: number;
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of the records that count. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CurrentRecordPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly explainRecord: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly record_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The steps from quantity to figure, as data and in words. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Explanation"];
                    readonly "text/plain": string;
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWebhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them, without their secrets. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly webhooks: readonly components["schemas"]["Webhook"][];
                    };
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewWebhook"];
            };
        };
        readonly responses: {
            /** @description The webhook; its secret is shown this once. */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly Location: components["headers"]["Location"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The webhook, without its secrets. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly changeWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookChange"];
            };
        };
        readonly responses: {
            /** @description The webhook as it is now. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWebhookDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before, as it is. */
                readonly after?: string;
                /** @description Rows per page. */
                readonly limit?: number;
                readonly status?: "pending" | "delivered" | "failed";
            };
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of deliveries, without their attempts. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWebhookDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly delivery_id: string;
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryWithAttempts"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replayWebhookDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly delivery_id: string;
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery, due now. */
            readonly 202: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly disableWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The webhook, disabled. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly enableWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The webhook, enabled. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replayWebhookDeliveries: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        readonly responses: {
            /** @description How many are due now. */
            readonly 202: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReplayedDeliveries"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly rotateWebhookSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Of the body, where it is packed. */
                readonly "Content-Encoding"?: components["parameters"]["Content-Encoding"];
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["SecretRotation"];
            };
        };
        readonly responses: {
            /** @description The new secret, shown this once. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RotatedWebhookSecret"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly testWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves. */
                readonly "X-Actor"?: components["parameters"]["X-Actor"];
                /** @description A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise. */
                readonly "X-Request-ID"?: components["parameters"]["X-Request-ID"];
                /** @description The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one. */
                readonly "X-Workspace-ID"?: components["parameters"]["X-Workspace-ID"];
            };
            readonly path: {
                readonly webhook_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery of the test. */
            readonly 202: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "X-Request-ID": components["headers"]["X-Request-ID"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            readonly 400: components["responses"]["ValidationError"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 414: components["responses"]["UriTooLong"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
}
