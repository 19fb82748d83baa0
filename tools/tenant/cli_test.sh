#!/bin/bash
# o365-tenant from the command line, reached with curl as any client would.
#
# Usage: cli_test.sh PATH/TO/o365-tenant
set -euo pipefail

tenant=$(realpath "$1")
work=$(mktemp -d -p "${TEST_TMPDIR:-/tmp}")
unset O365_TENANT_DIR XDG_RUNTIME_DIR
export O365_TENANT_DIR=$work/one
finish() {
  "$tenant" stop >/dev/null || true
  "$tenant" stop --state-dir "$work/two" >/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }
# has TEXT PART
has() { [[ $1 == *"$2"* ]] || fail "'$2' is not in: $1"; echo "ok: $2"; }
# exits STATUS COMMAND...
exits() {
  local want=$1 got=0
  shift
  "$@" >"$work/out" 2>"$work/err" || got=$?
  [[ $got == "$want" ]] || fail "$* exited with $got, not $want: $(cat "$work/err")"
}

login=https://login.microsoftonline.com/organizations/oauth2/v2.0
app=31359c7f-bd7e-475c-86db-fdb8c937548e
field() { sed -E "s/.*\"$1\":\"?([^\",}]*).*/\1/"; }

# --- Starting ---
exits 1 "$tenant" status
has "$("$tenant" start --poll-interval 1 --app-id 11111111-2222-3333-4444-555555555555)" "approval page"
exits 1 "$tenant" start
has "$(cat "$work/err")" "a tenant is running already"
exits 2 "$tenant" start --app-id nonsense
exits 2 "$tenant" fly
exits 2 "$tenant" approve
exits 0 "$tenant" help start
has "$(cat "$work/out")" "--token-lifetime SECONDS"
has "$("$tenant" --version)" "o365-tenant "
[[ $(stat -c %a "$O365_TENANT_DIR") == 700 ]] || fail "the folder is not private"
[[ $(stat -c %a "$O365_TENANT_DIR/secret") == 600 ]] || fail "the secret is not private"

# --- Signing in through the proxy ---
eval "$("$tenant" env)"
[[ $(grep -c BEGIN "$SSL_CERT_FILE") == 1 ]] || fail "more than one certificate to trust"
started=$(curl -sS -d "client_id=$app&scope=https://graph.microsoft.com/.default" $login/devicecode)
code=$(field user_code <<<"$started")
poll() {
  curl -sS -d "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=$app" \
    -d "device_code=$(field device_code <<<"$started")" $login/token
}
has "$(poll)" authorization_pending
exits 1 "$tenant" approve WRONGCODE
has "$("$tenant" approve "$code" --account user@contoso.onmicrosoft.com)" "approved for user@"
token=$(poll | field access_token)
me() {
  curl -sS -H "Authorization: Bearer $token" https://graph.microsoft.com/v1.0/me
}
has "$(me)" '"userPrincipalName":"user@contoso.onmicrosoft.com"'
started=$(curl -sS -d "client_id=11111111-2222-3333-4444-555555555555&scope=openid" $login/devicecode)
app=11111111-2222-3333-4444-555555555555
"$tenant" deny "$(field user_code <<<"$started")" >/dev/null
has "$(poll)" authorization_declined

# --- Apps that act for themselves, a person with a browser ---
automation=5c9a1d3e-7f42-4b06-9e85-c1a0d2f4b673
app_token() {
  curl -sS https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token \
    -d "grant_type=client_credentials&client_id=$automation" \
    --data-urlencode scope=https://graph.microsoft.com/.default "$@"
}
secret=$("$tenant" app add-secret)
has "$(app_token --data-urlencode "client_secret=$secret")" access_token
has "$(app_token --data-urlencode client_secret=wrong)" AADSTS7000215
bearer=urn:ietf:params:oauth:client-assertion-type:jwt-bearer
has "$(app_token -d client_assertion_type=$bearer \
  -d "client_assertion=$("$tenant" federated-token)")" access_token
has "$(app_token -d client_assertion_type=$bearer \
  -d "client_assertion=$("$tenant" federated-token --expired)")" AADSTS700024
exits 1 "$tenant" app add-certificate --file "$SSL_CERT_FILE" --appId nobody
exits 0 "$tenant" app add-certificate --file "$SSL_CERT_FILE"
exits 2 "$tenant" app fly
exits 1 "$tenant" env --identity nowhere
(
  eval "$("$tenant" env --identity vm)"
  has "$(curl -sS --noproxy '*' -H Metadata:true "$AZURE_POD_IDENTITY_AUTHORITY_HOST/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://graph.microsoft.com")" \
    '"expires_in":"86400"'
)
exits 1 "$tenant" signin "$login/authorize?client_id=$automation"
has "$(cat "$work/err")" AADSTS50011
exits 0 "$tenant" policy block-device-code
exits 0 "$tenant" policy block-device-code --off
exits 0 "$tenant" challenge --next 1
has "$(me)" TokenIssuedBeforeRevocationTimestamp
exits 0 "$tenant" challenge --clear

# --- Things that go wrong ---
"$tenant" fault --next 1 --status 429 --retry-after 2 >/dev/null
has "$(curl -sS -i -H "Authorization: Bearer $token" https://graph.microsoft.com/v1.0/me)" \
  "Retry-After: 2"
"$tenant" fault --reset >/dev/null
exits 56 curl -sS -H "Authorization: Bearer $token" https://graph.microsoft.com/v1.0/me
"$tenant" fault --truncate >/dev/null
exits 56 curl -sS -H "Authorization: Bearer $token" https://graph.microsoft.com/v1.0/me
"$tenant" fault --delay 5000 >/dev/null
exits 28 curl -sS -m 1 -H "Authorization: Bearer $token" https://graph.microsoft.com/v1.0/me
"$tenant" fault --next 5 --status 500 >/dev/null
"$tenant" fault --clear >/dev/null
exits 2 "$tenant" fault --status many
has "$(me)" userPrincipalName
"$tenant" expire-tokens >/dev/null
has "$(me)" InvalidAuthenticationToken
has "$("$tenant" revoke user@contoso.onmicrosoft.com)" "refresh tokens revoked"
curl -sS https://graph.microsoft.com/v1.0/planner >/dev/null
curl -sS https://example.com/nowhere >/dev/null
has "$("$tenant" requests --unknown)" "501 GET example.com/nowhere (unknown)"
if "$tenant" requests | grep -q eyJ; then fail "a token was logged"; fi
curl -sS --noproxy '*' "$HTTPS_PROXY/control/status" | grep -q "needs the secret" ||
  fail "the control API is open"

# --- Several tenants, and ends of all kinds ---
unset HTTPS_PROXY https_proxy
"$tenant" start --state-dir "$work/two" >/dev/null
exits 0 "$tenant" status --state-dir "$work/two"
kill -9 "$(cat "$work/two/pid")"
while kill -0 "$(cat "$work/two/pid")" 2>/dev/null; do sleep 0.05; done
has "$("$tenant" stop --state-dir "$work/two")" "no tenant is running"
[[ ! -e $work/two/secret ]] || fail "a dead tenant's secret was left behind"
"$tenant" start --state-dir "$work/two" >/dev/null
exits 0 "$tenant" status
has "$("$tenant" stop)" stopped
exits 1 "$tenant" env
mkdir -m 755 "$work/open"
exits 1 "$tenant" start --state-dir "$work/open"
has "$(cat "$work/err")" "others may use the folder"
echo "1 passed, 0 failed"
