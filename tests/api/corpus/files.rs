//! The audit trail as a file, with everything in its cells.

use csv::ReaderBuilder;

use super::{plain, texts};
use crate::support::TestApp;

/// Where it stands who did it, and of what.
const NAME: usize = 3;
const DETAIL: usize = 8;

/// Whether some spreadsheet takes the cell, or what it takes for one, for a formula.
fn is_formula(cell: &str) -> bool {
    let mut cells = cell.split([';', '\t', '\r', '\n']);
    cells.any(|cell| cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
}

/// The cell as it was typed: without the apostrophes that keep it from being a formula.
fn typed(cell: &str) -> String {
    plain(cell).replace('\'', "")
}

#[tokio::test]
async fn whatever_is_typed_stays_in_its_cell_and_is_no_formula() {
    let app = TestApp::spawn().await;
    let (lena, priya) = (app.person("lena").await, app.person("priya").await);
    let id = app.user_id("lena").await.to_string();
    let titles = texts(120);

    for title in &titles {
        let fields =
            [("department", "culture"), ("title", title), ("standfirst", ""), ("body", "")];
        assert_eq!(lena.post("/api/articles/create", &fields).await.status, 200, "{title}");
    }
    for name in texts(80) {
        let fields = [("id", id.as_str()), ("name", &name)];
        assert_eq!(priya.post("/api/people/rename", &fields).await.status, 200, "{name}");
        let file = priya.get(&format!("/audit.csv?person={id}&act=CreateArticle")).await;
        let rows = rows(&file.body);
        assert_eq!(rows.len(), titles.len(), "{name}");
        for cell in rows.iter().map(|row| &row[NAME]) {
            assert!(typed(cell) == typed(&name) && !is_formula(cell), "{name}: {cell}");
        }
    }

    let file = priya.get("/audit.csv").await;
    let rows = rows(&file.body);
    for cell in rows.iter().flatten() {
        assert!(!is_formula(cell), "{cell}");
    }
    for title in &titles {
        assert!(rows.iter().any(|row| typed(&row[DETAIL]) == typed(title)), "{title}");
    }
}

/// The rows, each of as many cells.
fn rows(file: &str) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new().has_headers(true).from_reader(file.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}
