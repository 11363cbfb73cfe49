// An OpenID provider with the claims of ThaID, by an implementation that is not ours (npm oidc-provider).
// node provider.mjs '{"port": 9000, "client_id": "…", "client_secret": "…", "redirect_uri": "…", "people": {"somchai": {"pid": "…"}}}'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import Provider from 'oidc-provider'

const given = JSON.parse(process.argv[2])
const issuer = `http://127.0.0.1:${given.port}`
const SCOPES = [
  'pid', 'address', 'gender', 'birthdate', 'given_name', 'middle_name', 'family_name', 'name', 'given_name_en', 'middle_name_en',
  'family_name_en', 'name_en', 'title', 'title_en', 'ial', 'smartcard_code', 'date_of_expiry', 'date_of_issuance',
]
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(6).toString('hex') }

const provider = new Provider(issuer, {
  clients: [{
    client_id: given.client_id,
    client_secret: given.client_secret,
    redirect_uris: [given.redirect_uri],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic',
  }],
  jwks: { keys: [key] },
  cookies: { keys: [randomBytes(24).toString('hex')] },
  claims: { openid: ['sub'], ...Object.fromEntries(SCOPES.map((scope) => [scope, [scope]])) },
  scopes: ['openid'],
  conformIdTokenClaims: false,
  pkce: { methods: ['S256'], required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  findAccount: (ctx, login) => given.people[login] && {
    accountId: login,
    claims: () => ({ sub: login, ...given.people[login] }),
  },
})

const page = (uid) => `<!doctype html><html lang="th"><head><meta charset="utf-8"><title>ThaID (test)</title></head><body>
<h1>ThaID</h1><form method="post" action="/interaction/${uid}"><label>ผู้ใช้ <input name="login"></label>
<button name="answer" value="allow">ยินยอม</button> <button name="answer" value="cancel">ยกเลิก</button></form></body></html>`

async function form(ctx) {
  let body = ''
  for await (const piece of ctx.req) body += piece
  return new URLSearchParams(body)
}

async function allowed(ctx, login) {
  const { params, grantId } = await provider.interactionDetails(ctx.req, ctx.res)
  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: login, clientId: params.client_id })
  grant.addOIDCScope(params.scope)
  return { login: { accountId: login }, consent: { grantId: await grant.save() } }
}

provider.use(async (ctx, next) => {
  const uid = /^\/interaction\/([\w-]+)$/.exec(ctx.path)?.[1]
  if (!uid) return next()
  if (ctx.method === 'GET') {
    ctx.type = 'html'
    ctx.body = page(uid)
    return undefined
  }
  const typed = await form(ctx)
  const result = typed.get('answer') === 'allow'
    ? await allowed(ctx, typed.get('login'))
    : { error: 'access_denied', error_description: 'cancelled' }
  ctx.respond = false
  return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false })
})

provider.listen(given.port, '127.0.0.1', () => console.log('ready'))
