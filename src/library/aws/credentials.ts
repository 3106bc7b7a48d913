/**
 * The environment variables that AWS SDKs read long-lived or session credentials from. The last two are read by the SDK
 * for Java 1.x beside the others. Sources:
 * https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html,
 * https://docs.aws.amazon.com/AWSJavaSDK/latest/javadoc/com/amazonaws/auth/EnvironmentVariableCredentialsProvider.html
 */
export const credentialVariables: ReadonlySet<string> = new Set([
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
]);
