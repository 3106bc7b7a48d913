import { account } from "./account.mjs";
import { configMaps } from "./config-maps.mjs";
import { customResources } from "./custom-resources.mjs";
import { manifests } from "./manifests.mjs";
import { plan } from "./plan.mjs";
import { serviceAccounts } from "./service-accounts.mjs";
import { template } from "./template.mjs";

/**
 * Generators of what is measured, by name: `({ seed, size }) => [{ path, content }]`. The same seed gives the same
 * files; the size counts what each says.
 */
export const corpora = { manifests, customResources, configMaps, account, plan, template, serviceAccounts };
