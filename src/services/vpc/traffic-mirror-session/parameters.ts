import { integer } from '#core/parameters.ts';

/*
 * Source of the limits: the description of the vendor's Cloud Control resource, which names no
 * defaults.
 */

/** 1 is judged first. */
export const priority = () => integer(1, 32_766);

/** The VXLAN network identifier (VNI) that copies carry. */
export const virtualNetworkId = () => integer(1, 16_777_215);

/** Bytes: a longer packet is cut. */
export const MOST_PACKET_LENGTH = 9600;
export const packetLength = () => integer(64, MOST_PACKET_LENGTH);
