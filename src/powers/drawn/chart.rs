//! Who may do what, by role, as the server draws it.

use leptos::prelude::*;

use crate::{
    error::FieldErrors,
    paths,
    powers::{
        model::{Chart, Row, Table},
        table::NOTHING,
    },
    ui::{asked::AskedChoice, icon::Icon},
};

/// What is asked for, then what there is.
#[component]
pub fn WholeChart(
    /// Both.
    chart: Chart,
) -> impl IntoView {
    let Chart { version, wanted, subjects, permissions, roles, columns, tables } = chart;
    let errors = StoredValue::new(FieldErrors::new());
    let version = version.chars().take(8).collect::<String>();
    let count = match tables.len() {
        1 => "1 power".to_owned(),
        count => format!("{count} powers"),
    };
    let nothing = tables.is_empty();
    view! {
            <div class="page-head">
                <h1>"Who may do what"</h1>
                <p role="status">{count}</p>
                <a class="text-link" href=paths::WHY>
                    "Ask about one person"
                </a>
            </div>
            <p class="powers-key soft">
                "Read from the policies in force, version "
                <code>{version}</code>
                ". Everybody has one role, in a department where the role is held in one. A cell says to which things they may do it; what has no row, nobody may do."
            </p>
            <form class="wishes" method="get" action=paths::POWERS role="search" aria-label="Powers">
                <AskedChoice
                    errors
                    name="subject"
                    label="To what"
                    all="Everything"
                    options=subjects
                    chosen=wanted.subject
                />
                <AskedChoice
                    errors
                    name="permission"
                    label="Power"
                    all="Every power"
                    groups=permissions
                    chosen=wanted.permission
                />
                <AskedChoice
                    errors
                    name="role"
                    label="Role"
                    all="Every role"
                    options=roles
                    chosen=wanted.role
                />
                <div class="actions">
                    <button class="button" type="submit">
                        <Icon name="search" />
                        "Show"
                    </button>
                    <a class="button quiet" href=paths::POWERS>
                        "Show all"
                    </a>
                </div>
            </form>
            {nothing.then(|| view! { <p class="empty">"Nobody may do this."</p> })}
            {(!nothing).then(|| view! { <Powers columns tables /> })}
    }
}

/// One table: a group of rows for every power.
#[component]
fn Powers(
    /// Who.
    columns: Vec<String>,
    /// What.
    tables: Vec<Table>,
) -> impl IntoView {
    let head = |name: String| view! { <th scope="col">{name}</th> };
    let span = columns.len() + 1;
    let heads = columns.clone().into_iter().map(head).collect_view();
    let group = move |table: Table| view! { <Power table columns=columns.clone() span /> };
    view! {
        <table class="table powers">
            <thead>
                <tr>
                    <th scope="col">"State"</th>
                    {heads}
                </tr>
            </thead>
            {tables.into_iter().map(group).collect_view()}
        </table>
    }
}

/// One power.
#[component]
fn Power(
    /// Which.
    table: Table,
    /// Who has a column.
    columns: Vec<String>,
    /// How many columns there are.
    span: usize,
) -> impl IntoView {
    let Table { permission, act, rows, .. } = table;
    let nobody = rows.is_empty();
    let row = move |row: Row| view! { <States row columns=columns.clone() /> };
    view! {
        <tbody>
            <tr class="power">
                <th scope="rowgroup" colspan=span>
                    {act}
                    " "
                    <code>{permission}</code>
                    {nobody.then_some(": nobody")}
                </th>
            </tr>
            {rows.into_iter().map(row).collect_view()}
        </tbody>
    }
}

/// Who may in these states.
#[component]
fn States(
    /// The states and the cells.
    row: Row,
    /// Who has a column.
    columns: Vec<String>,
) -> impl IntoView {
    let cells = columns.into_iter().zip(row.cells);
    let cell = |(name, cell): (String, String)| {
        let empty = (cell == NOTHING).then_some("");
        view! {
            <td data-label=name data-nothing=empty>
                {cell}
            </td>
        }
    };
    view! {
        <tr>
            <th scope="row">{row.states}</th>
            {cells.map(cell).collect_view()}
        </tr>
    }
}
