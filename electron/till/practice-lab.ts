import type { PracticeChange, PracticeLabView } from '../../shared/contract/practice-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { AMS_SWITCHES, amsSwitchChange, type AmsSwitch } from '../training/ams-switches.ts';
import { GATEWAY_SERVICES, NOTICE_TROUBLES, type GatewayService, type NoticeTrouble } from '../training/faults.ts';
import type { Practice } from '../training/practice.ts';
import { POOR_CODE } from '../training/refunds.ts';
import { resultCodesOf } from '../training/result-codes.ts';

/** How many of each list a panel shows. */
const LISTED_MAX = 12;

const newest = <Item>(items: readonly Item[]): Item[] => items.slice(-LISTED_MAX).reverse();
const isService = (name: string): name is GatewayService => (GATEWAY_SERVICES as readonly string[]).includes(name);
const isTrouble = (name: string): name is NoticeTrouble => (NOTICE_TROUBLES as readonly string[]).includes(name);
const gatewayOf = (service: GatewayService): 'legacy' | 'ams' => (service.startsWith('legacy.') ? 'legacy' : 'ams');
const notThere = (detail: Readonly<Record<string, string>>): TillError => new TillError('INTERNAL', { why: 'practice', ...detail });

/** What the practice gateways are made to do, and what they have done lately. */
export function labView(practice: Practice): PracticeLabView {
  const switches = practice.amsSwitches.all();
  const trades = practice.trades();
  return {
    services: GATEWAY_SERVICES.map((service) => ({ service, gateway: gatewayOf(service), waiting: practice.faults.pending(service) })),
    troubles: [...NOTICE_TROUBLES],
    troublesWaiting: { legacy: practice.faults.pendingNotices('legacy'), ams: practice.faults.pendingNotices('ams') },
    switches: Object.entries(AMS_SWITCHES).map(([name, words]) => ({ name, word: switches[name as AmsSwitch], words: [...words] })),
    funds: practice.funds(),
    payments: newest(trades.filter((trade) => trade.notifyUrl !== null)).map(({ gateway, account, reference, amountMinor, currency, state }) => ({ gateway, account, reference, amountMinor, currency, state })),
    refunds: trades.flatMap(({ gateway, currency, refunds }) =>
      refunds.filter((refund) => refund.state === 'processing').map(({ reference, amountMinor, triesAtMs }) => ({ gateway, reference, amountMinor, currency, triesAtMs }))),
    noticesWaiting: practice.notices.pending().length,
    deliveries: newest(practice.notices.deliveries()).map(({ id, number, gateway, about, atMs, outcome, status }) => ({ id, number, gateway, about, atMs, outcome, status })),
    calls: newest(practice.calls()).map(({ gateway, service, reference, atMs, said }) => ({ gateway, service, reference, atMs, said })),
  };
}

/** Result codes a service can be made to answer with. None for a service nobody knows. */
export const labCodes = (service: string): { code: string; level: 'gateway' | 'business' }[] =>
  isService(service) ? resultCodesOf(service).map(({ code, level }) => ({ code, level })) : [];

/** Changes what the practice gateways do next. Throws INTERNAL for a service, trouble, switch, payment or refund that is not there. */
export function changeLab(practice: Practice, change: PracticeChange): PracticeLabView {
  switch (change.what) {
    case 'fault':
      if (!isService(change.service)) throw notThere({ service: change.service });
      practice.faults.next(change.service, change.fault, change.times);
      break;
    case 'trouble':
      if (!isTrouble(change.trouble)) throw notThere({ trouble: change.trouble });
      practice.faults.nextNotice(change.gateway, change.trouble, change.times);
      break;
    case 'clear':
      practice.faults.clear();
      break;
    case 'announce': {
      const { gateway, account, reference, trouble } = change;
      if (trouble !== null && !isTrouble(trouble)) throw notThere({ trouble });
      if (!practice.notices.send({ gateway, account, reference }, trouble === null ? {} : { trouble })) throw notThere({ reference });
      break;
    }
    case 'switch': {
      const set = amsSwitchChange(change.name, change.word);
      if (set === null) throw notThere({ name: change.name });
      practice.amsSwitches.set(set);
      break;
    }
    case 'funds':
      practice.setFunds(change.funds);
      break;
    case 'endRefund': {
      const end = change.end === 'done' ? { state: 'done' as const } : { state: 'failed' as const, code: POOR_CODE };
      if (!practice.endRefund(change.gateway, change.reference, end)) throw notThere({ reference: change.reference });
      break;
    }
    case 'night':
      if (practice.funds() === 'enough') for (const { gateway, reference } of labView(practice).refunds) practice.endRefund(gateway, reference, { state: 'done' });
      break;
  }
  return labView(practice);
}
