import { isSteady } from './addresses.ts';
import type { LoadBalancer } from './balancer-state.ts';
import { activeRefusal, hasLoadBalancer, isActive } from './balancers.ts';
import { free, occupy } from './nat.ts';
import type { Eip, Eni, Instance, Model, NatGateway } from './state.ts';
import {
  aLoadBalancer,
  aNatGateway,
  anEip,
  anEni,
  anInstance,
  anyOne,
  type Picker,
  type Plan,
  type Step,
} from './step.ts';
import { QUOTAS } from './world.ts';

/** What an EIP is to be bound to. */
interface Target {
  readonly type: 'EcsInstance' | 'NetworkInterface' | 'Nat' | 'ClbInstance';
  readonly id: string;
  readonly instance: Instance | undefined;
  readonly eni: Eni | undefined;
  readonly gateway?: NatGateway | undefined;
  readonly balancer?: LoadBalancer | undefined;
}

type TargetChoice = (model: Model, pick: Picker) => Target;

export const associateEip: Plan = (model, pick) => {
  const more = hasLoadBalancer(model, pick.account) ? [anyBalancer, anyBalancer] : [];
  return associate(model, pick, pick.one([...KINDS, ...more]) ?? anyGateway);
};

export const associateWithGateway: Plan = (model, pick) => associate(model, pick, anyGateway);

function associate(model: Model, pick: Picker, kind: TargetChoice): Step {
  const named = anEip(model, pick, (each) => each.status === 'Available');
  const eip = named.own;
  const target = kind(model, pick);
  const ofNat = target.type === 'Nat';
  const ofClb = target.type === 'ClbInstance';
  const seldom = ofNat || ofClb;
  const asked = pick.once(seldom ? 12 : 3)
    ? (pick.one(target.eni?.ipv4 ?? []) ?? '10.0.4.30')
    : undefined;
  const address = asked ?? target.eni?.ipv4[0];
  const releaseWithInstance = pick.once(seldom ? 12 : 4);
  const stray = asked !== undefined || releaseWithInstance;
  return {
    service: 'vpc',
    action: 'AssociateEipAddress',
    input: {
      AllocationId: named.id,
      InstanceType: target.type,
      InstanceId: target.id,
      ...(asked === undefined ? {} : { PrivateIpAddress: asked }),
      ...(releaseWithInstance ? { ReleaseWithInstance: true } : {}),
    },
    code: ofNat
      ? natRefusal(model, eip, target.gateway, stray)
      : ofClb
        ? balancerRefusal(model, eip, target.balancer, stray)
        : associateRefusal(model, eip, target, address, releaseWithInstance),
    done() {
      const { gateway } = target;
      if (eip && gateway) {
        Object.assign(eip, { gateway, boundType: 'Nat', boundId: target.id });
        occupy(gateway);
        model.begin(eip, 'Attaching', 'eip.attach', () => {
          eip.status = 'Attached';
          free(gateway);
        });
        return;
      }
      if (eip === undefined || address === undefined) return;
      const bound = { eni: target.eni, boundType: target.type, boundId: target.id };
      Object.assign(eip, { ...bound, address, releaseWithInstance });
      model.begin(eip, 'Attaching', 'eip.attach', () => {
        eip.status = eip.eni ? 'Attached' : 'Available';
      });
    },
  };
}

function anyInstance(model: Model, pick: Picker): Target {
  const named = anInstance(model, pick, anyOne);
  const instance = named.own;
  const eni = instance && model.ofInstance(instance).find(({ type }) => type === 'primary');
  return { type: 'EcsInstance', id: named.id, instance, eni };
}

function anyEni(model: Model, pick: Picker): Target {
  const named = anEni(model, pick, (each) => isSteady(each) && !each.managed);
  const eni = named.own;
  return { type: 'NetworkInterface', id: named.id, instance: eni?.instance, eni };
}

function anyGateway(model: Model, pick: Picker): Target {
  const named = aNatGateway(model, pick, (each) => each.status === 'Available' && !each.intranet);
  return { type: 'Nat', id: named.id, instance: undefined, eni: undefined, gateway: named.own };
}

function anyBalancer(model: Model, pick: Picker): Target {
  const named = aLoadBalancer(model, pick, isActive);
  const balancer = named.own;
  const eni = balancer?.eni;
  return { type: 'ClbInstance', id: named.id, instance: undefined, eni, balancer };
}

const KINDS = [anyInstance, anyEni, anyEni, anyGateway, anyGateway, anyGateway, anyBalancer];

function balancerRefusal(
  model: Model,
  eip: Eip | undefined,
  balancer: LoadBalancer | undefined,
  stray: boolean,
): string {
  if (eip === undefined) return 'InvalidEip.NotFound';
  if (stray) return 'InvalidParameter';
  const refusal = activeRefusal(balancer);
  if (balancer === undefined || refusal) return refusal;
  if (eip.status !== 'Available') return 'InvalidEip.InvalidStatus';
  const taken = model.ofEni(balancer.eni).length > 0;
  return taken ? 'InvalidOperation.EipAssociated' : '';
}

function natRefusal(
  model: Model,
  eip: Eip | undefined,
  gateway: NatGateway | undefined,
  stray: boolean,
): string {
  if (eip === undefined) return 'InvalidEip.NotFound';
  if (stray) return 'InvalidParameter';
  if (gateway === undefined) return 'InvalidNatGateway.NotFound';
  if (eip.status !== 'Available') return 'InvalidEip.InvalidStatus';
  if (gateway.intranet) return 'InvalidNatGateway.InvalidNetworkType';
  if (model.eipsOf(gateway).length >= QUOTAS.EipsPerNatGateway) {
    return 'QuotaExceeded.NatGatewayEip';
  }
  return gateway.status === 'Available' ? '' : 'InvalidNatGateway.InvalidStatus';
}

function associateRefusal(
  model: Model,
  eip: Eip | undefined,
  { type, instance, eni }: Target,
  address: string | undefined,
  releaseWithInstance: boolean,
): string {
  if (eip === undefined) return 'InvalidEip.NotFound';
  const ofInstance = type === 'EcsInstance';
  if (ofInstance && instance === undefined) return 'InvalidInstance.NotFound';
  if (instance && (ofInstance || eni?.type === 'primary')) {
    if (!['RUNNING', 'STOPPED'].includes(instance.status)) return 'InvalidInstance.InvalidStatus';
  }
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (eni.managed) return 'Forbidden';
  if (eip.status !== 'Available') return 'InvalidEip.InvalidStatus';
  if (!isSteady(eni)) return 'InvalidEni.InvalidStatus';
  if (address === undefined) return 'InvalidSubnet.DisableIpv4';
  if (!eni.ipv4.includes(address)) return 'InvalidPrivateIp.Malformed';
  const taken = model.ofEni(eni).some((each) => each.address === address);
  if (taken) return 'InvalidOperation.EipAssociated';
  return releaseWithInstance && eip.billingType === 1 ? 'InvalidBillingType.Malformed' : '';
}

export const disassociateEip: Plan = (model, pick) => {
  const named = anEip(model, pick, (each) => each.status === 'Attached');
  const eip = named.own;
  const said = pick.below(6);
  const instanceId = said === 5 ? 'i-none' : named.found?.boundId || 'i-none';
  return {
    service: 'vpc',
    action: 'DisassociateEipAddress',
    input: { AllocationId: named.id, ...(said > 2 ? { InstanceId: instanceId } : {}) },
    code: disassociateRefusal(model, eip, said > 2 ? instanceId : undefined),
    done() {
      if (eip === undefined) return;
      const { gateway } = eip;
      if (gateway) occupy(gateway);
      model.begin(eip, 'Detaching', 'eip.detach', () => {
        model.unbind(eip);
        if (gateway) free(gateway);
      });
    },
  };
};

function disassociateRefusal(
  model: Model,
  eip: Eip | undefined,
  instanceId: string | undefined,
): string {
  if (eip === undefined) return 'InvalidEip.NotFound';
  if (eip.status !== 'Attached') return 'InvalidEip.InvalidStatus';
  const other = instanceId !== undefined && instanceId !== eip.boundId;
  if (other) return 'InvalidEip.InstanceMismatch';
  const { gateway } = eip;
  if (gateway === undefined) return '';
  const used =
    model.snatOf(gateway).some(({ eips }) => eips.includes(eip.id)) ||
    model.dnatOf(gateway).some(({ mapping }) => mapping.externalIp === eip.ip);
  if (used) return 'InvalidEip.InUse';
  return gateway.status === 'Available' ? '' : 'InvalidNatGateway.InvalidStatus';
}
