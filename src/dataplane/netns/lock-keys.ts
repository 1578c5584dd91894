/* The keys under which calls wait for each other. */

export const nicKey = (id: string) => `nic ${id}`;
export const instanceKey = (id: string) => `instance ${id}`;
export const networkKey = (id: string) => `network ${id}`;
