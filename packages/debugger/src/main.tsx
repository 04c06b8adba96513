import { render } from 'preact'
import { createVariantColours } from './ui/variant-colours.js'
import { createRecordList } from './records/record-list.js'
import { App } from './app/app.js'
import './main.css'

const page = document.getElementById('page')
if (page !== null) render(<App list={createRecordList()} colours={createVariantColours()} />, page)
