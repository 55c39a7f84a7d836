import type { Operation } from '../operation.js';
import { adminAddUserToGroup } from './admin-add-user-to-group.js';
import { adminListGroupsForUser } from './admin-list-groups-for-user.js';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.js';
import { createGroup } from './create-group.js';
import { deleteGroup } from './delete-group.js';
import { getGroup } from './get-group.js';
import { listGroups } from './list-groups.js';
import { listUsersInGroup } from './list-users-in-group.js';
import { updateGroup } from './update-group.js';

/** Groups of users. */
export const groupOperations: readonly Operation[] = [
  adminAddUserToGroup,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  listUsersInGroup,
  updateGroup,
];
