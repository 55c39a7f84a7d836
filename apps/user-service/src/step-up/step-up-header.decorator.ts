import { stepUpHandle } from '@gatehouse/contracts';
import { RequestHeader, valid } from '@gatehouse/platform-nest';

/** The header `Step-Up`: the handle of a step-up, undefined when there is none. */
export const StepUpHeader = () => RequestHeader('step-up', valid(stepUpHandle));
