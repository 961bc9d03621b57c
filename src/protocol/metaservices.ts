import type { SubsystemId, ServiceId } from './identifiers.ts';

/** Services about services (PR-MREST, PR-META): they are never in their own lists. */
export const metaserviceCodes = ['listMethods', 'allowedMethods', 'getOpenAPI'] as const;
export type MetaserviceCode = (typeof metaserviceCodes)[number];

export type Endpoint = { readonly method: string; readonly path: string };

export type DescribedService = {
  readonly service: ServiceId;
  readonly kind: 'OPENAPI' | 'REST';
  readonly endpoints: readonly Endpoint[];
};

/** The body of `listMethods` and `allowedMethods` (PR-MREST, annex B.1). */
export function methodList(services: readonly DescribedService[]): object {
  return {
    service: services.map(({ service, kind, endpoints }) => ({
      member_class: service.memberClass,
      member_code: service.member,
      object_type: 'SERVICE',
      service_code: service.service,
      service_type: kind,
      subsystem_code: service.subsystem,
      xroad_instance: service.instance,
      endpoint_list: endpoints,
    })),
  };
}

/** The body of `listClients`: who may be asked at all. */
export function memberList(clients: readonly { readonly client: SubsystemId; readonly name: string }[]): object {
  return {
    member: clients.map(({ client, name }) => ({
      id: {
        member_class: client.memberClass,
        member_code: client.member,
        object_type: client.subsystem === undefined ? 'MEMBER' : 'SUBSYSTEM',
        ...(client.subsystem === undefined ? {} : { subsystem_code: client.subsystem }),
        xroad_instance: client.instance,
      },
      name,
    })),
  };
}
