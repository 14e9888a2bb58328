/** As a server answers them, and what it may be sent. */

export const newWebhook = {
  url: 'https://hooks.example.com/offgridflow',
  events: ['batch.completed', 'batch.failed'],
  description: 'The reporting service',
};

export const webhook = {
  id: 'wh_6fb0aa6e4bd65a0fb1c2d3e4',
  org_id: 'acme',
  url: 'https://hooks.example.com/offgridflow',
  description: 'The reporting service',
  events: ['batch.completed', 'batch.failed'],
  status: 'enabled',
  failing_since: null,
  disabled_at: null,
  disabled_by: null,
  disabled_reason: null,
  created_at: '2026-11-24T14:45:39.971Z',
  created_by: 'api',
  updated_at: '2026-11-24T14:45:39.971Z',
};

export const createdWebhook = { ...webhook, secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' };

export const disabledWebhook = {
  ...webhook,
  status: 'disabled',
  disabled_at: '2026-11-24T15:02:11.406Z',
  disabled_by: 'api',
  disabled_reason: 'It was disabled by a user.',
};

export const rotatedSecret = {
  secret: 'whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=',
  former_expires_at: '2026-11-25T15:02:11.406Z',
};

const failedDelivery = {
  id: 'msg_5c1d0f8e6b7a4c3d9e2f1a0b8c7d6e5f',
  webhook_id: 'wh_6fb0aa6e4bd65a0fb1c2d3e4',
  type: 'batch.completed',
  batch_id: 'batch_4f0c1c62a7d94e0f8f5b',
  status: 'failed',
  happened_at: '2026-11-20T09:30:00.000Z',
  next_attempt_at: null,
  attempt_count: 10,
  ended_at: '2026-11-23T19:12:40.118Z',
};

export const deliveries = { deliveries: [failedDelivery], next: null, limit: 100 };

export const deliveryWithAttempts = {
  ...failedDelivery,
  attempts: [
    {
      number: 10,
      time: '2026-11-23T19:12:40.118Z',
      status_code: 503,
      duration_ms: 41,
      answer: 'out of order',
      error: 'The endpoint answered 503.',
      node: 'node-a-1-0b5c6e7d',
    },
  ],
};

export const replayedDelivery = {
  ...failedDelivery,
  status: 'pending',
  next_attempt_at: '2026-11-24T15:02:11.406Z',
  ended_at: null,
};

export const testDelivery = {
  ...replayedDelivery,
  id: 'msg_0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d',
  type: 'webhook.test',
  batch_id: null,
  happened_at: '2026-11-24T15:02:11.406Z',
  attempt_count: 0,
};
