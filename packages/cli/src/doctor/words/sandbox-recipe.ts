import type { Recipe } from '../../recipe.js'
import type { SandboxKeys } from '../../sandbox-module.js'
import { sandboxAmplitude } from '../read/amplitude-url.js'

/** How to check the sandbox’s own keys against the sandbox that runs at `amplitudeUrl`. */
export function sandboxRecipe(
  { apiKey, secretKey }: SandboxKeys,
  amplitudeUrl: string = sandboxAmplitude,
): Recipe {
  return {
    title: 'Try the sandbox’s own keys, while impressions sandbox is running:',
    lines: [
      `export AMPLITUDE_API_KEY=${apiKey}`,
      `export AMPLITUDE_SECRET_KEY=${secretKey}`,
      `impressions doctor --amplitude-url ${amplitudeUrl}`,
    ],
    notes: [],
  }
}
