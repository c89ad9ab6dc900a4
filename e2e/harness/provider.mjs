// An OpenID Connect provider by the certified library oidc-provider. It runs beside the server under test, whose settings name it.

import { Provider } from 'oidc-provider';

const [, , port, redirectUri] = process.argv;

/** Made-up accounts: one has claims, the other has none. */
const ACCOUNTS = {
  zhang: { name: '张样本', id_number: '110108199003072011', phone_number: '+8613900000001', phone_number_verified: true },
  quiet: {},
};

/** The claims of an account. The account `name/number` has the claims of that person. */
function claimsOf(id) {
  const [name, id_number] = id.split('/');
  return ACCOUNTS[id] ?? (id_number ? { name, id_number } : {});
}

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'sscard', client_secret: 'sscard-secret-of-the-journeys', redirect_uris: [redirectUri] }],
  claims: { identity: ['name', 'id_number', 'phone_number', 'phone_number_verified'] },
  cookies: { keys: ['the journeys'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...claimsOf(id) }) }),
  // Every sign-in grants the requested scopes.
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope('openid identity');
    await grant.save();
    return grant;
  },
});

const signInPage = `<!doctype html><html lang="zh"><link rel="icon" href="data:,"><title>统一认证</title><h1>统一认证</h1>
<form method="post"><label>账号 <input name="account"></label><button>登录</button><button name="cancel" value="1">取消</button></form>`;

provider.use(async (context, next) => {
  if (!context.path.startsWith('/sign-in/')) return next();
  if (context.method === 'GET') {
    context.type = 'html';
    context.body = signInPage;
    return;
  }
  const chunks = [];
  for await (const chunk of context.req) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const result = form.has('cancel') ? { error: 'access_denied' } : { login: { accountId: form.get('account') } };
  await provider.interactionFinished(context.req, context.res, result);
  context.respond = false;
});

provider.listen(Number(port));
