import { operation } from '../operation.js';

/** The columns of a file of users to import (API reference, GetCSVHeader; developer guide, "Importing users"). */
export const getCsvHeader = operation({
  name: 'GetCSVHeader',
  access: 'iam',
  uses: ['pools'],
  handle({ pools }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const names = (pool.settings.SchemaAttributes ?? []).map(({ Name }) => Name);
    const attributes = names.filter((name) => name !== 'sub');
    return {
      UserPoolId: pool.id,
      CSVHeader: [...attributes, 'cognito:mfa_enabled', 'cognito:username'],
    };
  },
});
