import { describe, expect, it } from 'vitest';
import { endpointOptionOf, parseEndpoint } from './endpoint.ts';
import { UsageError } from './error.ts';

describe('--endpoint', () => {
  it.each([
    ['http://127.0.0.1:7410', 'http://127.0.0.1:7410'],
    ['http://127.0.0.1:7410/', 'http://127.0.0.1:7410'],
    ['HTTP://LocalHost:7410', 'http://localhost:7410'],
    ['https://tenon.example', 'https://tenon.example'],
    ['127.0.0.1:7412', 'http://127.0.0.1:7412'],
    ['tenon.example', 'http://tenon.example:7410'],
    [':7412', 'http://127.0.0.1:7412'],
    ['7412', 'http://127.0.0.1:7412'],
    ['0.0.0.0:7412', 'http://127.0.0.1:7412'],
    ['[::]:7412', 'http://[::1]:7412'],
    ['[::1]:7412/', 'http://[::1]:7412'],
  ])('%s', (text, url) => {
    expect(parseEndpoint(text)).toBe(url);
  });

  it.each([
    ['http://127.0.0.1:7410/api', /ends with the port: http:\/\/127\.0\.0\.1:7410, without/],
    ['127.0.0.1:7410/api', /without \[\/api\]/],
    ['http://127.0.0.1:7410/?Action=DescribeVpcs', /ends with the port/],
    ['ftp://127.0.0.1', /not http:\/\/HOST:PORT/],
    ['http://', /not a URL/],
    ['http://127.0.0.1:99999', /not a URL/],
    ['http://user:secret@127.0.0.1', /^(?!.*secret)/],
    ['', /HOST:PORT/],
  ])('refuses [%s]', (text, message) => {
    expect(() => parseEndpoint(text)).toThrow(UsageError);
    expect(() => parseEndpoint(text)).toThrow(message);
  });
});

describe('the option that names a server', () => {
  it.each([
    ['http://127.0.0.1:7410', ''],
    ['http://127.0.0.1:7412', ' --endpoint :7412'],
    ['http://127.0.0.1', ' --endpoint :80'],
    ['http://tenon.example', ' --endpoint tenon.example:80'],
    // A shell would take brackets for a pattern, so the address is quoted.
    ['http://[::1]:7412', " --endpoint '[::1]:7412'"],
    ['https://tenon.example', ' --endpoint https://tenon.example'],
  ])('%s', (url, option) => {
    expect(endpointOptionOf(url)).toBe(option);
    const [, , said = ''] = option.split(' ');
    if (said !== '') expect(parseEndpoint(said.replaceAll("'", ''))).toBe(url);
  });
});
