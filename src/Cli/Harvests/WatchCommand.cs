using System.CommandLine;
using Actors.Cli.Nodes;
using Actors.Cli.Reports;
using Actors.Client;
using Actors.Client.Origins;

namespace Actors.Cli.Harvests;

/// <summary><c>actors watch ID</c>: shows a harvest of a running node until it ends. Leaving it does not touch the harvest.</summary>
internal static class WatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = Inputs.HarvestId();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "One line per code instead of a progress bar." };
        var gateway = Inputs.Gateway();
        var command = new Command("watch", "Watch a harvest until it ends.") { id, verbose, gateway };
        command.SetAction((parsed, _) =>
            RunAsync(terminal, parsed.GetRequiredValue(id), parsed.GetValue(verbose), parsed.GetValue(gateway)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string id, bool verbose, string? gateway)
    {
        var interrupts = terminal.Interrupts;
        interrupts.Listen();
        await using var node = await NodeAccess.OpenAsync(gateway, terminal);
        using var client = node.Connect();
        var harvest = await client.GetHarvestAsync(id, interrupts.Token);
        var origin = await FindOriginAsync(client, harvest.Origin, interrupts.Token);
        await terminal.Out.WriteLineAsync(BookLines.Site(harvest.Origin, origin));
        await terminal.Out.WriteLineAsync(BookLines.Searching([.. harvest.Countries.Select(country => country.Code)]));

        var report = new HarvestReport(terminal.Out, origin, verbose);
        await ProgressView.For(terminal, verbose).ShowAsync(harvest.Total, async progress =>
        {
            var done = 0;
            var follower = new HarvestFollower(client, terminal, country =>
            {
                report.Settle(country);
                progress(++done);
                return ValueTask.CompletedTask;
            });
            await follower.FollowAsync(harvest, interrupts.Token);
        });

        var end = await client.GetHarvestAsync(id, interrupts.Token);
        report.Finish(TimeSpan.FromMilliseconds(end.ElapsedMs));
        return report.ExitCode;
    }

    private static async Task<OriginInfo> FindOriginAsync(ActorsClient client, string label, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetOriginAsync(label, cancellationToken);
        }
        catch (ActorsProblemException)
        {
            // Its configuration may be gone while its harvests are kept.
            return new OriginInfo { Label = label };
        }
    }
}
