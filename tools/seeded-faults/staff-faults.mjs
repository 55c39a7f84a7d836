/** Faults that let staff act without a strong, recent sign-in. */
export const staffFaults = [
  {
    what: 'A sign-in whose level nobody knows is enough for the rights of staff.',
    file: 'libs/auth-nest/src/sign-in-strength.ts',
    from: 'user?.acr !== undefined && acrValues.includes(user.acr)',
    to: 'user?.acr === undefined || acrValues.includes(user.acr)',
    specs: 'elevated-rights',
  },
  {
    what: 'The rights of staff outlive the age of their sign-in.',
    file: 'libs/auth-nest/src/elevated-rights.ts',
    from: 'isStrong && hasRecentSignIn(user, maxAuthAgeSeconds, nowMilliseconds)',
    to: 'isStrong',
    specs: 'elevated-rights',
  },
  {
    what: 'A service counts the rights of staff after any sign-in.',
    file: 'libs/service-kit/src/settings/service-auth-options.ts',
    from: '    elevatedRights: staffRights(config),\n',
    to: '',
    project: 'apps/user-service',
    specs: 'staff-sign-in',
  },
];
