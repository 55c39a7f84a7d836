import { App } from 'aws-cdk-lib';
import { stackSettings } from './stack-settings.js';
import { UserPoolStack } from './user-pool-stack.js';

/** What the CDK command line runs (cdk.json). */
const app = new App({ analyticsReporting: false });
new UserPoolStack(app, 'gatehouse-user-pool', stackSettings);
app.synth();
