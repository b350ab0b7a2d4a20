using System.CommandLine;
using Actors.FrozenJson;

namespace Actors.Cli.Feeds;

/// <summary><c>actors feed</c>: the feeds, what is in one, what is at a place of it.</summary>
internal static class FeedCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "A feed; without one, all of them are listed.", Arity = ArgumentArity.ZeroOrOne };
        var path = new Argument<string?>("PATH")
        {
            Description = "A place in it: Schedule.events[40].name, Schedule.speakers[-1], versions[\"16.17.0\"].", Arity = ArgumentArity.ZeroOrOne,
        };
        var record = new Option<string?>("--record") { HelpName = "TYPE.SERIAL", Description = "A record with those that it names: event.33950." };
        var limit = Inputs.Number("--limit", ["-l"], 1, int.MaxValue, $"Items of a list that are shown. Default {DefaultLimit}.");
        var gateway = Inputs.Gateway();
        var command = new Command("feed", "Look into a JSON document that the node downloads and keeps.") { name, path, record, limit, gateway };
        command.SetAction((parsed, _) => new FeedRun(terminal, parsed.GetValue(gateway), parsed.GetValue(limit) ?? DefaultLimit).RunAsync(
            parsed.GetValue(name), Steps(parsed.GetValue(path)), parsed.GetValue(record)));
        return command;
    }

    /// <summary>Null without a path.</summary>
    private static IReadOnlyList<PathStep>? Steps(string? path)
    {
        try
        {
            return path is null ? null : FrozenPath.Parse(path);
        }
        catch (FormatException e)
        {
            throw CommandException.Usage(e.Message, e);
        }
    }
}
