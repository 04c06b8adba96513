import { render } from 'preact'
import { createVariantColours } from './experiments/variant-colours.js'
import { createRecordList } from './feed/record-list.js'
import { App } from './page/app.js'
import './styles/main.css'

const page = document.getElementById('page')
if (page !== null) render(<App list={createRecordList()} colours={createVariantColours()} />, page)
