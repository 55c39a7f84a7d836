/** The properties CloudFormation's resource types of user pools have (CloudFormation template reference). */
export const knownProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::Cognito::UserPool': [
    ...['AccountRecoverySetting', 'AdminCreateUserConfig', 'AliasAttributes'],
    ...['AutoVerifiedAttributes', 'DeletionProtection', 'DeviceConfiguration'],
    ...['EmailAuthenticationMessage', 'EmailAuthenticationSubject', 'EmailConfiguration'],
    ...['EmailVerificationMessage', 'EmailVerificationSubject', 'EnabledMfas'],
    ...['IssuerConfiguration', 'KeyConfiguration', 'LambdaConfig', 'MfaConfiguration', 'Policies'],
    ...['Schema', 'SmsAuthenticationMessage', 'SmsConfiguration', 'SmsVerificationMessage'],
    ...['UserAttributeUpdateSettings', 'UserPoolAddOns', 'UserPoolName', 'UserPoolTags'],
    ...['UserPoolTier', 'UsernameAttributes', 'UsernameConfiguration'],
    ...['VerificationMessageTemplate', 'WebAuthnFactorConfiguration', 'WebAuthnRelyingPartyID'],
    'WebAuthnUserVerification',
  ],
  'AWS::Cognito::UserPoolClient': [
    ...['AccessTokenValidity', 'AllowedOAuthFlows', 'AllowedOAuthFlowsUserPoolClient'],
    ...['AllowedOAuthScopes', 'AnalyticsConfiguration', 'AuthSessionValidity', 'CallbackURLs'],
    ...['ClientName', 'DefaultRedirectURI', 'EnablePropagateAdditionalUserContextData'],
    ...['EnableTokenRevocation', 'ExplicitAuthFlows', 'GenerateSecret', 'IdTokenValidity'],
    ...['LogoutURLs', 'PreventUserExistenceErrors', 'ReadAttributes', 'RefreshTokenRotation'],
    ...['RefreshTokenValidity', 'SupportedIdentityProviders', 'TokenValidityUnits', 'UserPoolId'],
    'WriteAttributes',
  ],
  'AWS::Cognito::UserPoolDomain': [
    ...['CustomDomainConfig', 'Domain', 'ManagedLoginVersion', 'Routing', 'UserPoolId'],
  ],
  'AWS::Cognito::UserPoolGroup': [
    ...['Description', 'GroupName', 'Precedence', 'RoleArn', 'UserPoolId'],
  ],
  'AWS::Cognito::UserPoolIdentityProvider': [
    ...['AttributeMapping', 'IdpIdentifiers', 'ProviderDetails', 'ProviderName', 'ProviderType'],
    'UserPoolId',
  ],
  'AWS::Cognito::UserPoolResourceServer': ['Identifier', 'Name', 'Scopes', 'UserPoolId'],
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': [
    ...['AccountTakeoverRiskConfiguration', 'ClientId', 'CompromisedCredentialsRiskConfiguration'],
    ...['RiskExceptionConfiguration', 'UserPoolId'],
  ],
  'AWS::Cognito::UserPoolUICustomizationAttachment': ['CSS', 'ClientId', 'UserPoolId'],
  'AWS::Cognito::UserPoolUser': [
    ...['ClientMetadata', 'DesiredDeliveryMediums', 'ForceAliasCreation', 'MessageAction'],
    ...['UserAttributes', 'UserPoolId', 'Username', 'ValidationData'],
  ],
  'AWS::Cognito::UserPoolUserToGroupAttachment': ['GroupName', 'UserPoolId', 'Username'],
  'AWS::Cognito::LogDeliveryConfiguration': ['LogConfigurations', 'UserPoolId'],
  'AWS::Cognito::ManagedLoginBranding': [
    ...['Assets', 'ClientId', 'ReturnMergedResources', 'Settings', 'UseCognitoProvidedValues'],
    'UserPoolId',
  ],
};
