// An OpenID provider on loopback for tests: prints "issuer URL", gives tokens by client credentials
// (access tokens as JWTs, RFC 9068) with the groups that the scope names.
import { Provider } from 'oidc-provider';
import http from 'node:http';

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'ci',
      client_secret: 'ci-secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    }],
    scopes: ['red', 'blue'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (ctx, resource) => ({
          audience: resource.slice('urn:'.length),
          scope: 'red blue',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 60,
        }),
      },
    },
    extraTokenClaims: (ctx, token) => ({
      name: 'pipeline',
      groups: (token.scope ?? '').split(' ').filter(Boolean),
    }),
  });
  server.on('request', provider.callback());
  console.log(`issuer ${issuer}`);
});
process.stdin.on('end', () => process.exit(0)).resume(); // ends with the test
