import { refuse, type Answer } from '../answer.js'
import { addDays, dayOf, isDay } from '../day.js'
import type { People, Person } from '../people/people.js'
import { readDeletion } from './read-deletion.js'

interface DeletionsOptions {
  readonly people: Pick<People, 'findUser' | 'findNumber' | 'remove'>
  /** Told of the Amplitude ids of everyone who is deleted. */
  readonly onDeleted: (amplitudeIds: ReadonlySet<number>) => void
  /** Epoch ms. */
  readonly now: () => number
}

export interface Deletions {
  /** Takes the body of a deletion request. */
  request(text: string): Answer
  /** The jobs of these days, each `YYYY-MM-DD`. */
  list(startDay: string | undefined, endDay: string | undefined): Answer
}

interface Job {
  readonly day: string
  readonly deleted: Deleted[]
}

interface Deleted {
  readonly amplitude_id: number
  readonly requested_on_day: string
  readonly requester: string
  readonly user_id?: string
}

/** The one project's number. */
const app = '100001'

/** People of one job that are listed: the latest. */
const mostListed = 10_000

/** A job runs within 30 days and cannot be changed in the last 3 of them; backups are gone 5 days after it. */
const schedule = { runsAfterDays: 30, submittedBeforeDays: 3, doneAfterDays: 5 } as const

/**
 * Deletes people. The jobs move on by the calendar as Amplitude's do, but the people are gone at once.
 * Sources: Amplitude docs, "User Privacy API"; that jobs come as a list, with `app` and a null date, also where there is one
 * project: rudder-transformer, test/integrations/destinations/am/network.ts.
 */
export function createDeletions({ people, onDeleted, now }: DeletionsOptions): Deletions {
  const jobs: Job[] = []

  /** The job that still takes requests: later ones go into a new job. */
  function openJob(): Job {
    const open = jobs.find(({ day }) => viewJob(day, dayOf(now())).status === 'staging')
    if (open !== undefined) return open
    const job = { day: addDays(dayOf(now()), schedule.runsAfterDays), deleted: [] }
    jobs.push(job)
    return job
  }

  return {
    request(text) {
      const request = readDeletion(text)
      if (typeof request === 'string') return refuse(400, request)
      const asked = [
        ...request.userIds.map((id) => ({ id, person: people.findUser(id) })),
        ...request.amplitudeIds.map((id) => ({ id, person: people.findNumber(id) })),
      ]
      const invalidIds = asked.flatMap(({ id, person }) => (person === undefined ? [id] : []))
      if (invalidIds.length > 0 && !request.ignoresInvalidIds)
        return refuse(400, 'Invalid user_ids or amplitude_ids', { invalid_ids: invalidIds })
      const found = new Set(asked.flatMap(({ person }) => person ?? []))
      if (found.size === 0)
        return {
          status: 200,
          body: {
            message: `Nothing scheduled due to invalid amplitude/user ids for app ${app}`,
            invalid_ids: invalidIds,
          },
        }

      const today = dayOf(now())
      const deleted = [...found].map((person) => ({
        amplitude_id: person.amplitudeId,
        requested_on_day: today,
        requester: request.requester,
        ...(request.includesUserIds ? userIdOf(person) : {}),
      }))
      for (const person of found) onDeleted(people.remove(person))
      const job = openJob()
      job.deleted.push(...deleted)
      job.deleted.splice(0, job.deleted.length - mostListed)
      const invalid = request.ignoresInvalidIds ? { invalid_ids: invalidIds } : {}
      return { status: 200, body: [{ ...viewJob(job.day, today), amplitude_ids: deleted, ...invalid }] }
    },
    list(startDay = '', endDay = '') {
      if (!isDay(startDay) || !isDay(endDay))
        return refuse(400, 'start_day and end_day are days as YYYY-MM-DD')
      if (endDay > sixMonthsAfter(startDay)) return refuse(400, 'The largest time range is six months')
      const today = dayOf(now())
      return {
        status: 200,
        body: jobs
          .filter(({ day }) => day >= startDay && day <= endDay)
          .map(({ day, deleted }) => ({ ...viewJob(day, today), amplitude_ids: deleted })),
      }
    },
  }
}

function viewJob(day: string, today: string) {
  const { submittedBeforeDays, doneAfterDays } = schedule
  const status =
    today >= addDays(day, doneAfterDays)
      ? 'done'
      : today >= addDays(day, -submittedBeforeDays)
        ? 'submitted'
        : 'staging'
  return { day, status, app, active_scrub_done_date: today >= day ? day : null }
}

function userIdOf({ userId }: Person): { readonly user_id?: string } {
  return userId === undefined ? {} : { user_id: userId }
}

function sixMonthsAfter(day: string): string {
  const date = new Date(day)
  date.setUTCMonth(date.getUTCMonth() + 6)
  return dayOf(date.getTime())
}
