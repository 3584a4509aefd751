/* SPDX-License-Identifier: Apache-2.0 */
// Times QuantLib on the rows that the Java side wrote, and writes what it answers.
//
// usage: quantlib_peer DIRECTORY MILLISECONDS
//
// Reads DIRECTORY/european.txt, implied.txt, wide.txt, reference.txt, american.txt and dividend.txt; prints one line
// for each engine, "id rows passes best median failures", in nanoseconds per option, and writes its
// answers to DIRECTORY/ID.out, one a line. With -DLETS_BE_RATIONAL it also times Jäckel's own sources.
// With 0 milliseconds it computes reference values of the first 128 American rows, which takes minutes.

#include <ql/exercise.hpp>
#include <ql/instruments/dividendvanillaoption.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/pricingengines/vanilla/analyticeuropeanengine.hpp>
#include <ql/pricingengines/vanilla/baroneadesiwhaleyengine.hpp>
#include <ql/pricingengines/vanilla/bjerksundstenslandengine.hpp>
#include <ql/pricingengines/vanilla/fdblackscholesvanillaengine.hpp>
#include <ql/pricingengines/vanilla/qdfpamericanengine.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#ifdef LETS_BE_RATIONAL
extern "C" double ImpliedBlackVolatility(double price, double F, double K, double T, double q);
#endif

using namespace QuantLib;

namespace {

    std::string directory;
    double milliseconds;
    double sink;

    typedef std::vector<double> Row;
    typedef std::vector<double> Answers; // NaN where the engine threw

    std::vector<Row> read(const std::string& name) {
        std::ifstream file(directory + "/" + name);
        std::vector<Row> rows;
        std::string line;
        while (std::getline(file, line)) {
            std::istringstream fields(line);
            Row row;
            double value;
            while (fields >> value)
                row.push_back(value);
            rows.push_back(row);
        }
        return rows;
    }

    // Nanoseconds this thread has worked: passes are long, and the machine may be busy.
    double now() {
        timespec time;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * 1e9 + time.tv_nsec;
    }

    // Calls the pass until the time is over, at least `fewest` times, and reports best and median.
    void measure(const std::string& id, Size rows, const std::function<void(Answers&)>& pass) {
        const Size fewest = milliseconds > 0 ? 3 : 1;
        Answers answers(rows);
        std::vector<double> times;
        double start = now();
        if (milliseconds > 0)
            pass(answers);
        do {
            double from = now();
            pass(answers);
            times.push_back(now() - from);
        } while (times.size() < fewest || now() - start < milliseconds * 1e6);
        std::sort(times.begin(), times.end());
        long failures = std::count_if(answers.begin(), answers.end(), [](double a) { return std::isnan(a); });
        std::cout << id << " " << rows << " " << times.size() << " " << times.front() / rows << " "
                  << times[times.size() / 2] / rows << " " << failures << std::endl;
        std::ofstream file(directory + "/" + id + ".out");
        file << std::setprecision(17);
        for (double answer : answers)
            file << answer << "\n";
    }

    // The market that all engines read; quotes are set row by row.
    struct Market {
        Date today;
        ext::shared_ptr<SimpleQuote> spot, rate, yield, volatility;
        ext::shared_ptr<GeneralizedBlackScholesProcess> process;

        Market()
        : today(15, January, 2026), spot(new SimpleQuote(100)), rate(new SimpleQuote(0.05)), yield(new SimpleQuote(0)),
          volatility(new SimpleQuote(0.2)) {
            Settings::instance().evaluationDate() = today;
            DayCounter days = Actual365Fixed();
            Handle<YieldTermStructure> rates(
                ext::make_shared<FlatForward>(today, Handle<Quote>(rate), days));
            Handle<YieldTermStructure> yields(
                ext::make_shared<FlatForward>(today, Handle<Quote>(yield), days));
            Handle<BlackVolTermStructure> volatilities(
                ext::make_shared<BlackConstantVol>(today, NullCalendar(), Handle<Quote>(volatility), days));
            process = ext::make_shared<GeneralizedBlackScholesProcess>(Handle<Quote>(spot), yields, rates, volatilities);
        }

        // type, spot, strike, days, rate, yield, volatility
        void set(const Row& row) const {
            spot->setValue(row[1]);
            rate->setValue(row[4]);
            yield->setValue(row[5]);
            volatility->setValue(row[6]);
        }

        Date expiry(const Row& row) const { return today + Integer(row[3]); }
    };

    Option::Type type(const Row& row) {
        return row[0] > 0 ? Option::Call : Option::Put;
    }

    void european(const Market& market) {
        std::vector<Row> rows = read("european.txt");
        ext::shared_ptr<PricingEngine> engine(new AnalyticEuropeanEngine(market.process));
        measure("quantlib.european.engine", rows.size(), [&](Answers& answers) {
            for (Size i = 0; i < rows.size(); i++) {
                market.set(rows[i]);
                VanillaOption option(ext::make_shared<PlainVanillaPayoff>(type(rows[i]), rows[i][2]),
                                     ext::make_shared<EuropeanExercise>(market.expiry(rows[i])));
                option.setPricingEngine(engine);
                answers[i] = option.NPV();
                sink = option.delta() + option.gamma() + option.vega() + option.theta() + option.rho();
            }
        });
        measure("quantlib.european.calculator", rows.size(), [&](Answers& answers) {
            for (Size i = 0; i < rows.size(); i++) {
                const Row& row = rows[i];
                Time years = row[3] / 365;
                DiscountFactor discount = std::exp(-row[4] * years);
                BlackCalculator calculator(type(row), row[2], row[1] * std::exp((row[4] - row[5]) * years),
                                           row[6] * std::sqrt(years), discount);
                answers[i] = calculator.value();
                sink = calculator.delta(row[1]) + calculator.gamma(row[1]) + calculator.vega(years) +
                       calculator.theta(row[1], years) + calculator.rho(years);
            }
        });
        // The formulas as a textbook prints them, with the C library's erfc, exp and log.
        std::vector<std::vector<double> > out(6, std::vector<double>(rows.size()));
        measure("cpp.european.textbook", rows.size(), [&](Answers& answers) {
            for (Size i = 0; i < rows.size(); i++) {
                const double* row = rows[i].data();
                double sign = row[0], spot = row[1], years = row[3] / 365, rate = row[4], yield = row[5], volatility = row[6];
                double root = std::sqrt(years), deviation = volatility * root;
                double d1 = (std::log(spot / row[2]) + (rate - yield + 0.5 * volatility * volatility) * years) / deviation;
                double d2 = d1 - deviation;
                double spotValue = spot * std::exp(-yield * years), strikeValue = row[2] * std::exp(-rate * years);
                double density = std::exp(-0.5 * d1 * d1) * 0.3989422804014327;
                double spotTerm = spotValue * 0.5 * std::erfc(-sign * d1 * 0.7071067811865476);
                double strikeTerm = strikeValue * 0.5 * std::erfc(-sign * d2 * 0.7071067811865476);
                answers[i] = out[0][i] = sign * (spotTerm - strikeTerm);
                out[1][i] = sign * spotTerm / spot;
                out[2][i] = spotValue * density / (spot * spot * deviation);
                out[3][i] = spotValue * density * root;
                out[4][i] = -0.5 * spotValue * density * volatility / root + sign * (yield * spotTerm - rate * strikeTerm);
                out[5][i] = sign * years * strikeTerm;
            }
        });
    }

    // type, forward, strike, years, discount factor, price
    void implied(const std::string& name) {
        std::vector<Row> rows = read(name + ".txt");
        for (double accuracy : {1e-6, 1e-14}) {
            std::string id = "quantlib." + name + (accuracy > 1e-10 ? ".6" : ".14");
            measure(id, rows.size(), [&](Answers& answers) {
                for (Size i = 0; i < rows.size(); i++) {
                    const Row& row = rows[i];
                    try {
                        answers[i] = blackFormulaImpliedStdDev(type(row), row[2], row[1], row[5], row[4], 0.0, Null<Real>(),
                                                               accuracy, 100) /
                                     std::sqrt(row[3]);
                    } catch (std::exception&) {
                        answers[i] = NAN;
                    }
                }
            });
        }
#ifdef LETS_BE_RATIONAL
        measure("jaeckel." + name, rows.size(), [&](Answers& answers) {
            for (Size i = 0; i < rows.size(); i++) {
                const Row& row = rows[i];
                double volatility = ImpliedBlackVolatility(row[5] / row[4], row[1], row[2], row[3], row[0]);
                answers[i] = volatility > 0 && volatility < 1e10 ? volatility : NAN;
            }
        });
#endif
    }

    void american(const Market& market, const std::string& id, Size count, bool greeks,
                  const ext::shared_ptr<PricingEngine>& engine) {
        std::vector<Row> rows = read("american.txt");
        rows.resize(std::min(count, rows.size()));
        measure("quantlib.american." + id, rows.size(), [&](Answers& answers) {
            for (Size i = 0; i < rows.size(); i++) {
                market.set(rows[i]);
                VanillaOption option(ext::make_shared<PlainVanillaPayoff>(type(rows[i]), rows[i][2]),
                                     ext::make_shared<AmericanExercise>(market.today, market.expiry(rows[i])));
                option.setPricingEngine(engine);
                try {
                    answers[i] = option.NPV();
                    if (greeks)
                        sink = option.delta() + option.gamma() + option.theta();
                } catch (std::exception&) {
                    answers[i] = NAN;
                }
            }
        });
    }

    // type, spot, strike, days, rate, yield, volatility, then days and amount of each dividend
    void dividend(const Market& market, const std::string& id, Size count, Size grid,
                  FdBlackScholesVanillaEngine::CashDividendModel model) {
        std::vector<Row> rows = read("dividend.txt");
        rows.resize(std::min(count, rows.size()));
        ext::shared_ptr<PricingEngine> engine(new FdBlackScholesVanillaEngine(
            market.process, grid, grid, 0, FdmSchemeDesc::Douglas(), false, -Null<Real>(), model));
        measure("quantlib.dividend." + id, rows.size(), [&](Answers& answers) {
            for (Size i = 0; i < rows.size(); i++) {
                market.set(rows[i]);
                std::vector<Date> dates;
                std::vector<Real> amounts;
                for (Size k = 7; k + 1 < rows[i].size(); k += 2) {
                    dates.push_back(market.today + Integer(rows[i][k]));
                    amounts.push_back(rows[i][k + 1]);
                }
                try {
                    DividendVanillaOption option(ext::make_shared<PlainVanillaPayoff>(type(rows[i]), rows[i][2]),
                                                 ext::make_shared<AmericanExercise>(market.today, market.expiry(rows[i])),
                                                 dates, amounts);
                    option.setPricingEngine(engine);
                    answers[i] = option.NPV();
                    sink = option.delta() + option.gamma() + option.theta();
                } catch (std::exception&) {
                    answers[i] = NAN;
                }
            }
        });
    }
}

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: quantlib_peer DIRECTORY MILLISECONDS" << std::endl;
        return 2;
    }
    directory = arguments[1];
    milliseconds = std::atof(arguments[2]);
    std::cout << std::setprecision(6);
    Market market;
    if (milliseconds == 0) {
        american(market, "reference", 128, false,
                 ext::make_shared<QdFpAmericanEngine>(
                     market.process, ext::make_shared<QdFpTanhSinhIterationScheme>(24, 50, 1e-12)));
        return 0;
    }
    european(market);
    implied("implied");
    double kept = milliseconds;
    milliseconds = 0;
    implied("wide");
    implied("reference");
    milliseconds = kept;

    typedef ext::shared_ptr<PricingEngine> Engine;
    const ext::shared_ptr<GeneralizedBlackScholesProcess>& process = market.process;
    american(market, "fast", 1024, false, Engine(new QdFpAmericanEngine(process, QdFpAmericanEngine::fastScheme())));
    american(market, "accurate", 1024, false, Engine(new QdFpAmericanEngine(process, QdFpAmericanEngine::accurateScheme())));
    american(market, "high", 6, false, Engine(new QdFpAmericanEngine(process, QdFpAmericanEngine::highPrecisionScheme())));
    american(market, "baw", 1024, false, Engine(new BaroneAdesiWhaleyApproximationEngine(process)));
    american(market, "bjs", 1024, false, Engine(new BjerksundStenslandApproximationEngine(process)));
    american(market, "fd400", 32, true, Engine(new FdBlackScholesVanillaEngine(process, 400, 400)));
    dividend(market, "spot200", 32, 200, FdBlackScholesVanillaEngine::Spot);
    dividend(market, "spot800", 32, 800, FdBlackScholesVanillaEngine::Spot);
    dividend(market, "escrowed200", 32, 200, FdBlackScholesVanillaEngine::Escrowed);
    return 0;
}
