using System.CommandLine;
using System.CommandLine.Parsing;
using Actors.Cli.Nodes;

namespace Actors.Cli.Chars;

/// <summary><c>actors chars</c>: finds characters by words of their names. Starts no node, and does not even load what one is made of.</summary>
internal static class CharsCommand
{
    public static Command Create(Terminal terminal)
    {
        var words = new Argument<string[]>("WORD")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Words of the names; in the modes words and smart also the grammar of docs/queries.md.",
        };
        var mode = new Option<string>("--mode")
        {
            HelpName = "seed|words|smart",
            DefaultValueFactory = _ => "seed",
            Description = "seed: whole words, as in the book. words: a grammar. smart: prefixes, aliases, keywords, typing errors.",
        };
        var sort = new Option<string?>("--sort")
        {
            HelpName = "cp|relevance",
            Description = "By code point, or the likeliest first. Default: relevance in smart, else cp.",
        };
        var unicode = new Option<string?>("--unicode")
        {
            HelpName = "VERSION",
            Description = "As if only the characters of that version existed, for example 14.0.",
        };
        var limit = Inputs.Number("--limit", ["-l"], 1, int.MaxValue, $"Only the first N. Default {CharsOptions.DefaultLimit}.");
        var all = new Option<bool>("--all", "-a") { Description = "All of them." };
        var json = new Option<bool>("--json") { Description = "Print what GET /v1/chars answers, as one object." };
        var gateway = new Option<string?>("--gateway")
        {
            HelpName = "URL",
            Description = "Ask that node; else ACTORS_GATEWAY; else this program's own data is searched.",
        };

        var command = new Command("chars", "Find characters by words of their names.") { words, mode, sort, unicode, limit, all, json, gateway };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetResult(limit) is { Implicit: false })
                result.AddError("--limit and --all exclude each other.");
        });
        command.SetAction((parsed, _) =>
        {
            CheckWords(parsed);
            var options = new CharsOptions
            {
                Query = string.Join(' ', parsed.GetRequiredValue(words)),
                Mode = parsed.GetRequiredValue(mode),
                Sort = parsed.GetValue(sort),
                Unicode = parsed.GetValue(unicode),
                Limit = parsed.GetValue(all) ? null : parsed.GetValue(limit) ?? CharsOptions.DefaultLimit,
                Json = parsed.GetValue(json),
            };
            return CharsRun.RunAsync(options, GatewayAddress.Find(parsed.GetValue(gateway), terminal.Variable), terminal);
        });
        return command;
    }

    // One hyphen excludes a word, two are an option that was mistyped, which must not be searched for in silence.
    private static void CheckWords(ParseResult parsed)
    {
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash)
                return;
            if (token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
                throw CommandException.Usage($"There is no option '{token.Value}'. What stands after -- is taken for words.");
        }
    }
}
