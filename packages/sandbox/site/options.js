/**
 * The source plugin's options, as a site sets them before its script: the consent manager's answer. `undefined` is "not
 * answered yet": impressions wait on the device.
 */
window.experimentImpressions = {
  consent() {
    const answer = localStorage.getItem('demo-site:consent')
    return answer === 'open' ? undefined : answer !== 'refused'
  },
}
