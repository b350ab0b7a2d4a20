using System.CommandLine;

namespace Actors.Cli.Flags;

/// <summary><c>actors flags</c>: harvests countries and saves their flags.</summary>
internal static class FlagsCommand
{
    public static Command Create(Terminal terminal)
    {
        var codes = new Argument<string[]>("CC")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Country codes: two letters, or one letter for the 26 codes that start with it. None = the 20 most populous.",
        };
        var all = new Option<bool>("--all", "-a") { Description = "All codes of the origin (249 by ISO 3166-1)." };
        var every = new Option<bool>("--every", "-e") { Description = "Every possible code, AA to ZZ (676)." };
        var limit = Inputs.Number("--limit", ["-l"], 1, int.MaxValue, "Only the first N of the sorted codes.");
        var maxRequests = Inputs.Number("--max-req", ["-m"], 1, int.MaxValue, "Most requests in flight. Default 5, capped at 1000.");
        var server = new Option<string>("--server", "-s")
        {
            HelpName = "LABEL",
            DefaultValueFactory = _ => "local",
            Description = "The origin's label, any case: local, delay, error, remote, or a configured one.",
        };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "One line per code instead of a progress bar." };
        var destination = new Option<string>("--dest")
        {
            HelpName = "DIR",
            DefaultValueFactory = _ => "downloads",
            Description = "Where the files go; created if need be.",
        };
        var byName = new Option<bool>("--by-name") { Description = "Name files Country_Name-CC instead of cc." };
        var retries = Inputs.Number("--retries", [], 0, 9, "Requests per exchange beyond the first, 0 to 9. Default 9.");
        var refresh = new Option<bool>("--refresh") { Description = "Ask the origin even for what is still fresh." };
        var json = new Option<bool>("--json") { Description = "Print the harvest as JSON instead of the report." };
        var gateway = Inputs.Gateway();

        var command = new Command("flags", "Download flags of countries.")
        {
            codes, all, every, limit, maxRequests, server, verbose, destination, byName, retries, refresh, json, gateway,
        };
        command.SetAction((parsed, _) =>
        {
            var options = new FlagsOptions
            {
                Codes = parsed.GetValue(codes) ?? [],
                All = parsed.GetValue(all),
                Every = parsed.GetValue(every),
                Limit = parsed.GetValue(limit),
                MaxRequests = parsed.GetValue(maxRequests),
                Server = Filled(parsed.GetValue(server), "--server"),
                Verbose = parsed.GetValue(verbose),
                Destination = Path.GetFullPath(Filled(parsed.GetValue(destination), "--dest"), terminal.Directory),
                ByName = parsed.GetValue(byName),
                Retries = parsed.GetValue(retries),
                Refresh = parsed.GetValue(refresh),
                Json = parsed.GetValue(json),
                Gateway = parsed.GetValue(gateway),
            };
            // What -a or -e makes useless is not checked, as in the book.
            if (options is { All: false, Every: false })
                CodeArguments.Check(options.Codes);
            return new FlagsRun(options, terminal).RunAsync();
        });
        return command;
    }

    private static string Filled(string? value, string option) =>
        string.IsNullOrWhiteSpace(value) ? throw CommandException.Usage($"{option} must not be empty.") : value.Trim();
}
