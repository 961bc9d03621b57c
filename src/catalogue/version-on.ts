import type { Day } from './model.ts';
import type { Service, ServiceVersion } from './service.ts';

/** The version of a service in force on the day, with its place among the versions. */
export function versionOn(
  service: Service,
  day: Day,
): { readonly index: number; readonly version: ServiceVersion } | undefined {
  const index = service.versions.findIndex(
    (version) => version.from <= day && (version.to === undefined || version.to >= day),
  );
  const version = service.versions[index];
  return version === undefined ? undefined : { index, version };
}
