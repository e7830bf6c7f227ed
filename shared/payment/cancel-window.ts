/** Alipay's day is GMT+8 wherever the shop is (legacy.md 8.3). */
const ALIPAY_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Cancel is allowed on the day of the payment and this long into the next one (legacy.md 4.A.3, 6.6; ams.md 5.6). */
const CANCEL_GRACE_MS = 15 * 60_000;

/** Last moment (UTC ms) at which a payment created at `createdAtMs` may be cancelled: 00:15 GMT+8 of the next day. Later it needs a refund. */
export function cancelWindowEndsMs(createdAtMs: number): number {
  const alipayDay = Math.floor((createdAtMs + ALIPAY_OFFSET_MS) / DAY_MS);
  return (alipayDay + 1) * DAY_MS - ALIPAY_OFFSET_MS + CANCEL_GRACE_MS;
}
