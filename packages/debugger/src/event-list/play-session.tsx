import { useState } from 'preact/hooks'
import { shortText } from '@experiment-impressions/inspection'
import { playSession } from '../records/sandbox-api.js'

/** Plays the recorded session into the sandbox, whose events then arrive by themselves. */
export function PlaySession() {
  const [isPlaying, setIsPlaying] = useState(false)
  const [problem, setProblem] = useState('')
  const play = (): void => {
    setIsPlaying(true)
    setProblem('')
    playSession().catch((error: unknown) => {
      setIsPlaying(false)
      setProblem(error instanceof Error ? error.message : 'Something went wrong.')
    })
  }
  return (
    <>
      <button type="button" class="button strong" disabled={isPlaying} onClick={play}>
        {isPlaying ? 'Playing the session …' : 'Play the session'}
      </button>
      {problem === '' ? null : (
        <p class="bad problem" role="alert">
          {shortText(problem, 400)}
        </p>
      )}
    </>
  )
}
