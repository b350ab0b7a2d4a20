using Actors.Client.Harvests;
using Actors.Client.Origins;

namespace Actors.Cli.Reports;

/// <summary>
/// Counts outcomes and words them: with <paramref name="verbose"/> each as it comes, else the errors together at the end.
/// </summary>
/// <param name="output">Null = nothing is printed, only counted.</param>
internal sealed class HarvestReport(TextWriter? output, OriginInfo? origin, bool verbose)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _errors = new(StringComparer.Ordinal);

    public int Ok { get; private set; }

    public int NotFound { get; private set; }

    public int Errors { get; private set; }

    public int Cancelled { get; private set; }

    public int ExitCode => Errors + Cancelled > 0 ? Cli.ExitCode.Failed : Cli.ExitCode.Ok;

    /// <summary>Takes a final country; called from several threads.</summary>
    /// <param name="saveError">Why an ok country has no file; null if it has one or needs none.</param>
    public void Settle(CountryStatus country, string? saveError = null)
    {
        lock (_gate)
        {
            var line = Take(country, saveError);
            if (verbose && line is not null)
                output?.WriteLine(line);
        }
    }

    /// <summary>The lines from the errors to the elapsed time.</summary>
    public void Finish(TimeSpan elapsed)
    {
        lock (_gate)
        {
            if (output is null)
                return;
            if (!verbose)
            {
                foreach (var line in _errors.Values)
                    output.WriteLine(line);
            }

            output.WriteLine(BookLines.Rule);
            foreach (var line in BookLines.Counts(Ok, NotFound, Errors, Cancelled))
                output.WriteLine(line);
            output.WriteLine(BookLines.Elapsed(elapsed));
        }
    }

    /// <summary>Errors that are about this machine, for runs that print no report.</summary>
    public IReadOnlyList<string> ErrorLines()
    {
        lock (_gate)
            return [.. _errors.Values];
    }

    private string? Take(CountryStatus country, string? saveError)
    {
        switch (country.State)
        {
            case CountryStates.Ok when saveError is null:
                Ok++;
                return BookLines.Ok(country);
            case CountryStates.NotFound:
                NotFound++;
                return BookLines.NotFound(country, origin);
            case CountryStates.Cancelled:
                // Hundreds may end so in one moment: their count is enough.
                Cancelled++;
                return null;
            default:
                Errors++;
                return _errors[country.Code] =
                    saveError is null ? BookLines.Failed(country) : BookLines.Error(country.Code, saveError);
        }
    }
}
