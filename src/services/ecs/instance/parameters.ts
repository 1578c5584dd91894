import * as z from 'zod';
import { note } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';

const DESCRIPTION = /^$|^\p{L}[\p{L}\p{N}., _\-=，。]*$/u;
const PASSWORD = /^(?!\/|\$6\$)[A-Za-z0-9`~!@#$%^&*()_\-+=|{}[\]:;'<>,.?/]{8,30}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const USER_DATA_BYTES = 16 * 1024;

/**
 * Up to 255 characters that start with a letter; letters, digits, `. , _ - =`, space, `，` and `。`.
 */
export const description = () => z.string().max(255).regex(DESCRIPTION);

/** Base64 of up to 16 KiB. */
export const userData = () =>
  note(
    z
      .string()
      .regex(BASE64)
      .refine(
        (data) => Buffer.byteLength(data, 'base64') <= USER_DATA_BYTES,
        `it has at most ${USER_DATA_BYTES} bytes, before base64`,
      ),
    { sensitive: true },
  );

/** 8 to 30 characters with three of lower case, upper case, digits and others. */
export const password = () =>
  note(
    z
      .string()
      .regex(PASSWORD)
      .refine(
        (text) => kinds(text) >= 3,
        'it must have three of lower case, upper case, digits and others',
      ),
    { sensitive: true },
  );

/** A hostname for either system; a rule checks what the image's system allows. */
export const hostname = (form: RegExp) =>
  note(z.string().max(128).regex(form), { malformed: ecsRefusals.HostnameMalformed });

/** The unit of a subscription's length, with vpc's number for it. */
export const MONTHS = 1;

/** The lengths, in months, of a subscription for an existing instance. */
export const RENEWAL_MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36];

/** There is no billing here, so no change of an instance has an order. */
export const NO_ORDER = '';

/** How many months a subscription is bought for. */
export const months = (allowed: readonly number[]) =>
  z
    .int()
    .min(1)
    .max(60)
    .refine((count) => allowed.includes(count), `it must be one of ${allowed.join(', ')}`);

function kinds(text: string): number {
  return [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;
}
