import type { AccessKey, SignedRequest } from '#gateway/authenticate.ts';
import { read } from '#gateway/read.ts';
import { authorization, host, key, nothingHashed, sessionKey, xDate } from './signed-requests.ts';

export interface OfficialRequest {
  readonly client: string;
  readonly request: SignedRequest;
  readonly key: AccessKey;
  readonly at?: number;
}

/** Signed by the vendor's own code, each once, with the key and at the time given here. */
export function officialRequests(): readonly OfficialRequest[] {
  const attach =
    '/?Action=AttachNetworkInterface&Version=2020-04-01&NetworkInterfaceId=eni-2fd1example0001&InstanceId=i-ybexample00000000001';
  const sent = (
    names: string,
    signature: string,
    headers: Record<string, string>,
    target = attach,
    method = 'GET',
    body = '',
  ) =>
    read(
      method,
      target,
      { host, 'x-date': xDate, ...headers, authorization: authorization({ names, signature }) },
      Buffer.from(body),
    );
  const url = (query: string | Record<string, string>, method = 'GET') =>
    read(method, `/?${new URLSearchParams(query)}`, { host }, Buffer.from(''));
  const token = { 'x-security-token': 'STSTOKEN' };
  return [
    {
      client: 'Node sdk-core, GET',
      key,
      request: sent(
        'host;x-date',
        'a6df2637ae29014af51034475ce4bc33999ccccdc460c4454cb0bc09c5d9b0d6',
        { 'content-type': 'text/plain' },
      ),
    },
    {
      client: 'Node sdk-core, GET with a session token',
      key: sessionKey,
      request: sent(
        'host;x-date;x-security-token',
        'dd0b54e7e4e0a89631566f68ede2f41f3855ea56c9150295611c3ac35cfc4f7a',
        token,
      ),
    },
    {
      client: 'Node sdk-core, POST of JSON',
      key,
      request: sent(
        'host;x-content-sha256;x-date',
        '3a5cc6ce21be99b9532d42010dc58067c91587404e29d27a871f2f63bf7b0292',
        {
          'content-type': 'application/json',
          'x-content-sha256': '586177926e581b1c0a4b6623109298745b1bf86c9a7ee7aeaa1fe660d12a80c0',
        },
        '/?Action=AttachNetworkInterface&Version=2020-04-01',
        'POST',
        '{"NetworkInterfaceId":"eni-2fd1example0001","InstanceId":"i-ybexample00000000001"}',
      ),
    },
    {
      client: 'Go, GET',
      key,
      request: sent(
        'content-type;host;x-content-sha256;x-date',
        '6a7e53f8fc2fda3e875ca8741c120ee71c72941a58f0110ce9468e7ce681720e',
        {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'x-content-sha256': nothingHashed,
        },
      ),
    },
    {
      client: 'Go, POST to port 80, repeated and unusual parameters, UTF-8 in a header',
      key: sessionKey,
      request: sent(
        'content-type;host;x-content-sha256;x-date;x-note;x-security-token',
        'c35b9896372b6a4e7c503d18e02a8dc9a07dc6f9707a4814b3ff696bfdb08069',
        {
          ...token,
          host: '127.0.0.1:80',
          'content-type': 'application/json; charset=utf-8',
          'x-content-sha256': 'b071ef49859b3b3a7bce6a02c5bd542db70783707b139825d307ee65bd3a60be',
          'x-note': Buffer.from('a  é b').toString('latin1'),
        },
        '/?Action=DescribeNetworkInterfaces&NetworkInterfaceIds=z&NetworkInterfaceIds=a+b&NetworkInterfaceIds=%C3%A9%2A%27%2B~&Type=&Version=2020-04-01&%E5%90%8D=%E5%80%BC&%EF%BD%9E=2&%F0%9F%98%80=1',
        'POST',
        '{"名":"值"}',
      ),
    },
    {
      client: 'Python, GET to port 443',
      key: sessionKey,
      request: sent(
        'content-type;host;x-content-sha256;x-date;x-security-token',
        '8d043d59d52b1fafbd292fdfc428f1b408ae5fcbf916232361e0bbc2b381512a',
        {
          ...token,
          host: '127.0.0.1:443',
          'content-type': 'text/plain',
          'x-content-sha256': nothingHashed,
        },
        '/?Action=DescribeNetworkInterfaces&Version=2020-04-01&Type=&a%C3%A9=1&ab=x+y%2B%2A%27~',
      ),
    },
    {
      client: 'Java, POST, x-date alone and an unsigned session token',
      key: sessionKey,
      request: sent(
        'x-date',
        '6125cd5f9cc3853da0e3fddb2b3268893662651e1d5c6e4437b0ffe1cc0cd0ac',
        { ...token, 'content-type': 'application/json' },
        "/?Version=2020-04-01&Action=DescribeNetworkInterfaces&Type=&%E5%90%8D=x%20y%2B*'~&%F0%9F%98%80=1&%EF%BD%9E=2",
        'POST',
        '{"名":"值"}',
      ),
    },
    {
      client: 'Node sdk-core, presigned with host',
      key,
      request: url({
        Action: 'AttachNetworkInterface',
        Version: '2020-04-01',
        NetworkInterfaceId: 'eni-2fd1example0001',
        InstanceId: 'i-ybexample00000000001',
        'X-Date': xDate,
        'X-NotSignBody': '',
        'X-Algorithm': 'HMAC-SHA256',
        'X-Credential': 'AKLTEXAMPLEACCESSKEY/20240110/cn-beijing/vpc/request',
        'X-SignedHeaders': 'host',
        'X-SignedQueries':
          'Action;InstanceId;NetworkInterfaceId;Version;X-Algorithm;X-Credential;X-Date;X-NotSignBody;X-SignedHeaders',
        'X-Signature': '62d44f7e962e4ed4db2d3775b9a519eea77f3f2c3698d3d208deb3ac41a378e2',
      }),
    },
    {
      client: 'Python, presigned without host',
      key,
      request: url({
        Action: 'AttachNetworkInterface',
        Version: '2020-04-01',
        NetworkInterfaceId: 'eni-2fd1example0001',
        InstanceId: 'i-ybexample00000000001',
        'X-Date': xDate,
        'X-NotSignBody': '',
        'X-Algorithm': 'HMAC-SHA256',
        'X-Credential': 'AKLTEXAMPLEACCESSKEY/20240110/cn-beijing/vpc/request',
        'X-SignedHeaders': '',
        'X-SignedQueries':
          'Action;InstanceId;NetworkInterfaceId;Version;X-Algorithm;X-Credential;X-Date;X-NotSignBody;X-SignedHeaders;X-SignedQueries',
        'X-Signature': '4a4c3605ba2c38390d7b9bae70f6b4ecc9affd992f53b1409e997515531bde14',
      }),
    },
    {
      client: 'Python, presigned with host, token and unusual parameters',
      key: sessionKey,
      request: url(
        'Action=DescribeNetworkInterfaces&Type=&Version=2020-04-01&X-Algorithm=HMAC-SHA256&X-Credential=AKLTEXAMPLEACCESSKEY%2F20240110%2Fcn-beijing%2Fvpc%2Frequest&X-Date=20240110T024129Z&X-NotSignBody=&X-Security-Token=STSTOKEN&X-Signature=86917050cdbcd72f1ebb9d52ed5d310e079916007d898257bb9a36f4e8e20581&X-SignedHeaders=host&X-SignedQueries=Action%3BType%3BVersion%3BX-Algorithm%3BX-Credential%3BX-Date%3BX-NotSignBody%3BX-SignedHeaders%3BX-SignedQueries%3Bab%3Ba%C3%A9&ab=x+y%2B%2A%27~&a%C3%A9=1',
      ),
    },
    {
      client: 'Go, presigned with repeated and unusual parameters and an unlisted, signed token',
      key: sessionKey,
      at: Date.UTC(2026, 10, 23, 13, 5, 4),
      request: url(
        'Action=DescribeNetworkInterfaces&NetworkInterfaceIds=z&NetworkInterfaceIds=a+b&NetworkInterfaceIds=%C3%A9%2A%27%2B~&Type=&Version=2020-04-01&X-Algorithm=HMAC-SHA256&X-Credential=AKLTEXAMPLEACCESSKEY%2F20261123%2Fcn-beijing%2Fvpc%2Frequest&X-Date=20261123T130504Z&X-NotSignBody=&X-Security-Token=STSTOKEN&X-Signature=29fd54a0e4d65122ac7cffddf034f3dbb067d792b929e1feef1a9aa4400de477&X-SignedHeaders=&X-SignedQueries=Action%3BNetworkInterfaceIds%3BType%3BVersion%3BX-Algorithm%3BX-Credential%3BX-Date%3BX-NotSignBody%3BX-SignedHeaders%3BX-SignedQueries%3B%E5%90%8D%3B%EF%BD%9E%3B%F0%9F%98%80&%E5%90%8D=%E5%80%BC&%EF%BD%9E=2&%F0%9F%98%80=1',
      ),
    },
    ...[
      ['without', '', '8cdc55f4a63686983b0e436beb7aa55c54681cf10276702a0774035df1111caa'],
      ['with', 'host', '16540316636419f3622392877672dd66b49a37bb1ae7b1db979cf921023f3cc5'],
    ].map(([how, names = '', signature = '']) => ({
      client: `Java, presigned ${how} host`,
      key: sessionKey,
      at: Date.UTC(2026, 10, 23, 13, 5, 36),
      request: url({
        Action: 'DescribeNetworkInterfaces',
        Version: '2020-04-01',
        Type: '',
        名: "x y+*'~",
        '😀': '1',
        '～': '2',
        'X-Date': '20261123T130536Z',
        'X-NotSignBody': '',
        'X-Algorithm': 'HMAC-SHA256',
        'X-Credential': 'AKLTEXAMPLEACCESSKEY/20261123/cn-beijing/vpc/request',
        'X-SignedHeaders': names,
        'X-SignedQueries':
          'Action;Type;Version;X-Algorithm;X-Credential;X-Date;X-NotSignBody;X-SignedHeaders;X-SignedQueries;名;😀;～',
        'X-Security-Token': 'STSTOKEN',
        'X-Signature': signature,
      }),
    })),
  ];
}
