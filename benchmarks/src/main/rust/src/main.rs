/* SPDX-License-Identifier: Apache-2.0 */
// Times the implied volatilities of the crate implied-vol on the rows that the Java side wrote.
//
// usage: implied_peer DIRECTORY MILLISECONDS
//
// Reads DIRECTORY/implied.txt and wide.txt; prints one line for each solver, "id rows passes best
// median failures", in nanoseconds per option, and writes its answers to DIRECTORY/ID.out.

use implied_vol::{solver, ImpliedBlackVolatility};
use std::time::{Duration, Instant};

type Row = [f64; 6]; // type, forward, strike, years, discount factor, price

fn read(path: &str) -> Vec<Row> {
    let text = std::fs::read_to_string(path).expect(path);
    text.lines()
        .map(|line| {
            let mut row = [0.0; 6];
            for (field, value) in row.iter_mut().zip(line.split(' ')) {
                *field = value.parse().expect(value);
            }
            row
        })
        .collect()
}

fn measure(directory: &str, id: &str, rows: &[Row], time: Duration, solve: impl Fn(&Row) -> f64) {
    let mut answers = vec![0.0; rows.len()];
    let mut times = Vec::new();
    let fewest = if time.is_zero() { 1 } else { 4 };
    let start = Instant::now();
    while times.len() < fewest || start.elapsed() < time {
        let from = Instant::now();
        for (answer, row) in answers.iter_mut().zip(rows) {
            *answer = solve(row);
        }
        times.push(from.elapsed().as_nanos() as f64 / rows.len() as f64);
    }
    times.sort_by(f64::total_cmp);
    let failures = answers.iter().filter(|answer| !(**answer > 0.0)).count();
    let median = times[times.len() / 2];
    println!("{id} {} {} {:.4} {median:.4} {failures}", rows.len(), times.len(), times[0]);
    let lines: Vec<String> = answers.iter().map(|answer| format!("{answer:e}\n")).collect();
    std::fs::write(format!("{directory}/{id}.out"), lines.concat()).expect("cannot write");
}

macro_rules! solver {
    ($kind:ty) => {
        |row: &Row| {
            ImpliedBlackVolatility::builder()
                .option_price(row[5] / row[4])
                .forward(row[1])
                .strike(row[2])
                .expiry(row[3])
                .is_call(row[0] > 0.0)
                .build()
                .and_then(|option| option.calculate_with::<$kind>())
                .unwrap_or(f64::NAN)
        }
    };
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let directory = &arguments[1];
    let time = Duration::from_millis(arguments[2].parse().expect("milliseconds"));
    for (name, time) in [("implied", time), ("wide", Duration::ZERO)] {
        let rows = read(&format!("{directory}/{name}.txt"));
        measure(directory, &format!("rust.{name}.jaeckel"), &rows, time, solver!(solver::Jaeckel));
        measure(directory, &format!("rust.{name}.own"), &rows, time, solver!(solver::Experimental));
    }
}
