/**
 * The source plugin's options, which a site sets before loading it: here, the consent manager's answer. `undefined` means "not
 * answered yet", so impressions wait on the device.
 */
window.experimentImpressions = {
  consent() {
    const answer = localStorage.getItem('demo-site:consent')
    return answer === 'open' ? undefined : answer !== 'refused'
  },
}
