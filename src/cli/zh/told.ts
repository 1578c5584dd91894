import type { Phrases } from './phrasebook.ts';

/** What explain and why print around the facts. */
export const told: Phrases = {
  '{0} would be carried out.': '{0} 会被执行。',
  '{0} would be refused:': '{0} 会被拒绝：',
  'No action': '未指明的接口',
  'Its parameters were too long to be kept.': '参数过长，没有保留。',
  'Parameters:': '参数：',
  'Sent, and read by nobody:': '已发送但没有被读取的参数：',
  'Preconditions at that moment:': '当时的前置条件：',
  'did you mean {0}?': '您是否想写 {0}？',
  'What it began is on its way.': '由它开始的状态变化正在进行。',
  'What it began has settled.': '由它开始的状态变化已完成。',
  'What it began was undone: {0}.': '由它开始的状态变化已撤销：{0}。',
  'What it began is over; a later request came before it, or another process settled it.':
    '由它开始的状态变化已结束：之后的请求先完成，或由其他进程完成。',
  '{0} of {1}, asked by nobody who is known at {2}': '{1} 的 {0}，由未知账号于 {2} 发起',
  '{0} of {1}, asked by account {2} at {3}': '{1} 的 {0}，由账号 {2} 于 {3} 发起',
  '{0} of {1} in {2}, asked by nobody who is known at {3}':
    '{1} 的 {0}（地域 {2}），由未知账号于 {3} 发起',
  '{0} of {1} in {2}, asked by account {3} at {4}':
    '{1} 的 {0}（地域 {2}），由账号 {3} 于 {4} 发起',
  'It was carried out: {0}.': '已执行：{0}。',
  'It was carried out: {0}, after {1} ms.': '已执行：{0}，用时 {1} 毫秒。',
  'It was refused: {0} {1}.': '已拒绝：{0} {1}。',
  'It was refused: {0} {1}, after {2} ms.': '已拒绝：{0} {1}，用时 {2} 毫秒。',
};
