import { account, group, named, systemUser, type ExpectedPackage, type ExpectedSet } from './row.js'

const everyoneOutside = (tree: string) => [
  named('everyone', 'EVERYONE', null, `only below ${tree}, which is not content`),
]

const home = (where: string): ExpectedPackage => ({
  package: `${where}/oakpal-checks/src/test/resources/home-users-filevault`,
  rows: [
    account('acme', 'NOT_REFERENCED', null, 'the package has no policy'),
    account('acs-commons-developer', 'NOT_REFERENCED', null, 'the package has no policy'),
    systemUser('acs-commons-service-user-for-acme', null, 'a rep:SystemUser, whatever the content'),
    group('acs-commons-derived', 'NOT_REFERENCED', null, 'the package has no policy'),
    group('developers', 'NOT_REFERENCED', null, 'the package has no policy'),
  ],
})

const service = (name: string, selected: Parameters<typeof systemUser>[1], why: string) =>
  systemUser(`acs-commons-${name}-service`, selected, why)

export const acsCommons: ExpectedSet = {
  set: 'Adobe-Consulting-Services__acs-aem-commons',
  packages: [
    { package: 'ui.apps/src/main/content', rows: everyoneOutside('/apps') },
    { package: 'ui.config/src/main/content', rows: [] },
    { package: 'ui.content/src/main/content', rows: everyoneOutside('/etc') },
    {
      package: '_at_2025-10-14_before_oakpal_removal/ui.apps/src/main/content',
      rows: everyoneOutside('/apps'),
    },
    {
      package: '_at_2025-10-14_before_oakpal_removal/ui.content/src/main/content',
      rows: everyoneOutside('/etc'),
    },
    home('_at_2019-08-08_before_service_user_removal'),
    home('_at_2025-10-14_before_oakpal_removal'),
    {
      package: '_at_2019-08-08_before_service_user_removal/content/src/main/content',
      rows: [
        service('automatic-package-replicator', null, 'only / and /etc/packages'),
        service('bulk-workflow', null, 'only below /etc'),
        service('component-error-handler', ['ACL /content', 1], '/content and /apps'),
        service('dispatcher-flush', null, 'only /, which is not content'),
        service('email', null, 'only below /etc'),
        service('ensure-oak-index', null, 'only /, /oak:index and /apps'),
        service('ensure-service-user', null, 'only / and /home'),
        service('error-page-handler', ['ACL /content', 1], 'only /content'),
        service('form-helper', null, 'on no policy'),
        service('httpcache-jcr-storage', null, 'only below /var'),
        service('manage-controlled-processes', null, 'only below /var'),
        service(
          'on-deploy-scripts',
          ['ACL /content', 1],
          '/content; the ACLs of /, /etc and /var do not count',
        ),
        service('package-replication-status-event', null, 'only /; its second entry is in a comment'),
        service('remote-assets', null, 'on no policy'),
        service('review-task-asset-mover', ['ACL /content/dam', 1], 'only /content/dam'),
        service('shared-component-props', null, 'only /apps'),
        service('system-notifications', null, 'only below /etc'),
        service('twitter-updater', ['ACL /content', 1], 'only /content'),
        service('workflow-remover', null, 'only below /etc'),
        named('acs-commons-wcm-inbox-cleanup-service', 'UNKNOWN_PRINCIPAL', null, 'on /home/users; no node'),
        named('everyone', 'EVERYONE', null, 'only below /etc and /var'),
      ],
    },
  ],
}
