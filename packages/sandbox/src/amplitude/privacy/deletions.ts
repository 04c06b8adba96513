import { refuse, type Answer } from '../answer.js'
import { addDays, dayOf, isDay } from '../../dates.js'
import type { People, Person } from '../people/people.js'
import { readDeletion } from './read-deletion.js'

interface DeletionsOptions {
  readonly people: Pick<People, 'findUser' | 'findNumber' | 'remove'>
  /** Called with the Amplitude ids of everyone who is deleted. */
  readonly onDeleted: (amplitudeIds: ReadonlySet<number>) => void
  /** Epoch ms. */
  readonly now: () => number
}

export interface Deletions {
  /** Handles the body of a deletion request. */
  request(text: string): Answer
  /** Lists the jobs of these days, each `YYYY-MM-DD`. */
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

/** The number of the only project. */
const app = '100001'

/** Maximum people that a job lists; the latest are kept. */
const maxListed = 10_000

/** A job runs within 30 days, can’t be changed in the last 3 of them, and clears backups within another 5 days. */
const schedule = { runsAfterDays: 30, submittedBeforeDays: 3, doneAfterDays: 5 } as const

/**
 * Deletes people. Jobs advance by the calendar as Amplitude's do, but the people are deleted immediately.
 * Sources: Amplitude docs, "User Privacy API"; rudder-transformer, test/integrations/destinations/am/network.ts: even with one
 * project, jobs come as a list, with `app` and a null date.
 */
export function createDeletions({ people, onDeleted, now }: DeletionsOptions): Deletions {
  const jobs: Job[] = []

  /** The job that still accepts requests; a new one if there is none. */
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
      job.deleted.splice(0, job.deleted.length - maxListed)
      const invalid = request.ignoresInvalidIds ? { invalid_ids: invalidIds } : {}
      return { status: 200, body: [{ ...viewJob(job.day, today), amplitude_ids: deleted, ...invalid }] }
    },
    list(startDay = '', endDay = '') {
      if (!isDay(startDay) || !isDay(endDay))
        return refuse(400, 'start_day and end_day must be days as YYYY-MM-DD')
      if (endDay > sixMonthsAfter(startDay)) return refuse(400, 'The time range is longer than six months')
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
