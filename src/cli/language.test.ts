import { afterEach, describe, expect, it } from 'vitest';
import { languageOf, localized, speak } from './language.ts';

afterEach(() => speak('en'));

describe('the language', () => {
  it.each([
    [['--lang', 'zh'], {}, 'zh'],
    [['serve', '--lang=zh'], {}, 'zh'],
    [['serve', '--lang', 'en'], { TENON_LANG: 'zh' }, 'en'],
    [['serve', '--lang', 'en', '--lang', 'zh'], {}, 'zh'],
    // The option belongs to the command that tenon runs.
    [['run', '--', 'tool', '--lang', 'zh'], {}, 'en'],
    [['status', '--lang'], {}, 'en'],
    [[], { TENON_LANG: 'zh', LC_ALL: 'C' }, 'zh'],
    [[], { TENON_LANG: 'en', LC_ALL: 'zh_CN.UTF-8' }, 'en'],
    [[], { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh'],
    [[], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    [[], { LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'C' }, 'zh'],
    [[], { LANG: 'zh_CN' }, 'zh'],
    [[], { LANG: 'zhx' }, 'en'],
    [[], {}, 'en'],
  ])('of %j with %j is %s', (argv, env, language) => {
    expect(languageOf(['node', 'tenon', ...argv], env)).toBe(language);
  });
});

describe('Chinese', () => {
  it('fills holes, and translates what is in them', async () => {
    await speak('zh');
    expect(localized('VPCs: vpc-1 and vpc-2', 'reasons')).toBe('VPC：vpc-1 与 vpc-2');
    expect(localized('the secondary interface is Attaching', 'reasons')).toBe(
      '辅助网卡的状态为 Attaching',
    );
    expect(localized('the instance is of another account', 'reasons')).toBe('实例属于另一个账号');
    expect(localized('InstanceTypeId is absent', 'reasons')).toBe('InstanceTypeId 为空');
  });

  it('takes the text that says most', async () => {
    await speak('zh');
    expect(localized('the EIP is absent', 'reasons')).toBe('弹性公网 IP 不存在');
    expect(localized('there is no such network ACL', 'reasons')).toBe('没有这样的网络 ACL');
  });

  it('prefers the text that leaves no English in its holes', async () => {
    await speak('zh');
    expect(
      localized(
        'world.yaml:2:5: accounts[0].id: must be an account id, 1 to 20 digits',
        'worldFile',
      ),
    ).toBe('world.yaml:2:5: accounts[0].id: 必须是账号 ID，1 到 20 位数字');
  });

  it('translates line by line, with or without a full stop', async () => {
    await speak('zh');
    expect(localized('[x] is not a URL\nsomething else')).toBe('[x] 不是 URL\nsomething else');
    expect(localized('[x] is not a URL.')).toBe('[x] 不是 URL。');
  });

  it('keeps what it does not know, and names of objects', async () => {
    await speak('zh');
    expect(localized('constructor')).toBe('constructor');
    expect(localized('toString', 'reasons')).toBe('toString');
  });

  it('is not spoken where it is not wanted', () => {
    expect(localized('[x] is not a URL')).toBe('[x] is not a URL');
  });
});
