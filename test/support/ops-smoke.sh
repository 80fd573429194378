# The smoke script of the operations guide (wire contract 14): four values, two calls.
export UPPZY_BASE_URL="https://api.uppzy.com/api/v1"
export UPPZY_API_KEY="your-api-key"
export UPPZY_TENANT_ID="your-tenant-id"
export UPPZY_SITE_ID="your-site-id"

curl --silent --show-error \
  "$UPPZY_BASE_URL/m2m/tenants/$UPPZY_TENANT_ID/limits" \
  -H "X-API-Key: $UPPZY_API_KEY"

curl --silent --show-error \
  -X POST "$UPPZY_BASE_URL/m2m/sites/$UPPZY_SITE_ID/chat" \
  -H "X-API-Key: $UPPZY_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"session_id":"ops_smoke_sync","message":"What are your support hours?","response_language":"en"}'
