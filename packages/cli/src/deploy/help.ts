import type { Help } from '../help.js'
import { defaultRegion } from '../region.js'

export const help = {
  about: [
    'Creates or updates the Segment function that turns experiment impressions into Amplitude’s events, in your own workspace, through Segment’s Public API.',
  ],
  usage: ['deploy segment-function [options]'],
  options: {
    insert: {
      text: 'Deploys the destination insert function instead, which runs before Segment’s own Amplitude destination.',
    },
    name: {
      value: '<name>',
      text: 'The display name: of the function to update, or of a new one.',
      default: 'Amplitude Experiment Impressions',
    },
    id: { value: '<id>', text: 'The function to update, if several have the name.' },
    integration: {
      value: '<id>',
      text: 'With `--insert`: connects the function to the destination with this id. A connection that is switched off stays off.',
    },
    setting: {
      value: '<name>=<value>',
      multiple: true,
      text: 'With `--integration`: sets one setting of the function. Repeat it for each. Secret settings are refused: enter them in Segment.',
    },
    region: { value: '<north_america|europe>', text: 'The region of the workspace.', default: defaultRegion },
    force: { text: 'Replaces code that is newer or was edited by hand.' },
    'dry-run': {
      text: 'Shows every request, but sends only those that read. Without a token it sends none. The code is shortened to its banner, size and hash.',
    },
    'segment-api-url': { value: '<url>', text: 'Uses a server on this machine instead of Segment.' },
    json: { text: 'Prints `{ "function", "instance", "requests", "nextSteps", "error" }`.' },
  },
  environment: {
    SEGMENT_API_TOKEN: {
      text: 'A Public API token with the roles Functions Admin and Source Admin, or Workspace Owner. A Workspace Owner creates it in Settings > Workspace settings > Access Management > Tokens. Never printed.',
    },
  },
  examples: [
    'impressions deploy segment-function --dry-run',
    'impressions deploy segment-function --region europe',
    'impressions deploy segment-function --insert --integration 5f8a1b2c3d4e5f60',
  ],
  exitCodes:
    '0 fine, 1 the command or Segment refused, or Segment didn’t answer, 2 wrong usage, 130 stopped early. After a failure, run it again: it continues where it stopped.',
} as const satisfies Help
