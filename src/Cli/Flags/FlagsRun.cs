using System.Text;
using Actors.Cli.Nodes;
using Actors.Cli.Reports;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.Client.Origins;

namespace Actors.Cli.Flags;

/// <summary>One run of <c>actors flags</c>: find a node, start the harvest, save while it goes on, report.</summary>
internal sealed class FlagsRun(FlagsOptions options, Terminal terminal)
{
    private readonly Destination _destination = new(options.Destination, terminal.Time);

    private Interrupts Interrupts => terminal.Interrupts;

    public async Task<int> RunAsync()
    {
        Interrupts.Listen();
        await using var node = await NodeAccess.OpenAsync(options.Gateway, terminal);
        using var client = node.Connect();
        var (harvest, origin) = await StartAsync(client);
        WriteHeader(harvest, origin);

        var startedAt = terminal.Time.GetTimestamp();
        var report = new HarvestReport(options.Json ? null : terminal.Out, origin, options.Verbose);
        try
        {
            using var tidy = Interrupts.BeforeExit(_destination.Discard);
            await ProgressView.For(terminal, options.Verbose, options.Json)
                .ShowAsync(harvest.Total, progress => HarvestAsync(client, harvest, report, progress));
        }
        finally
        {
            // Even if the node is lost in the middle: what was saved is said.
            report.Finish(terminal.Time.GetElapsedTime(startedAt));
        }

        if (options.Json)
            await WriteJsonAsync(client, harvest.Id, report);
        if (!Interrupts.IsRaised)
            return report.ExitCode;
        await terminal.Error.WriteLineAsync(
            $"Interrupted: the harvest is cancelled; {BookLines.Count(report.Ok, "flag")} saved in {options.Destination}.");
        return Interrupts.ExitCode;
    }

    private async Task<(Harvest Harvest, OriginInfo Origin)> StartAsync(ActorsClient client)
    {
        // Not cancellable: a harvest whose answer nobody read could not be cancelled.
        var start = client.StartHarvestAsync(options.ToOrder(), Guid.NewGuid().ToString("n"), CancellationToken.None);
        var origin = FindOriginAsync(client);
        await Task.WhenAll(start, origin);
        return (await start, await origin);
    }

    private async Task<OriginInfo> FindOriginAsync(ActorsClient client)
    {
        try
        {
            return await client.GetOriginAsync(options.Server, CancellationToken.None);
        }
        catch (Exception e) when (e is ActorsProblemException or ActorsUnreachableException)
        {
            // Only the header's URL depends on it; whether the label is known, the start says.
            return new OriginInfo { Label = options.Server };
        }
    }

    private void WriteHeader(Harvest harvest, OriginInfo origin)
    {
        if (options.Json)
            return;
        var used = Math.Min(harvest.Concurrency, harvest.Total);
        terminal.Out.WriteLine(BookLines.Site(options.Server, origin));
        terminal.Out.WriteLine(BookLines.Searching([.. harvest.Countries.Select(country => country.Code)]));
        terminal.Out.WriteLine(BookLines.Connections(used));
        if (options.MaxRequests is { } wish && wish > used)
            terminal.Out.WriteLine($"({wish} asked for; {WhyCapped(harvest, wish)})");
    }

    private static string WhyCapped(Harvest harvest, int wish)
    {
        if (harvest.Total <= harvest.Concurrency)
            return $"there {(harvest.Total == 1 ? "is" : "are")} only {BookLines.Count(harvest.Total, "code")}";
        return harvest.Concurrency < Math.Min(wish, FlagsOptions.MostRequests)
            ? $"the origin allows {harvest.Concurrency}"
            : $"{FlagsOptions.MostRequests} is the most";
    }

    private async Task HarvestAsync(ActorsClient client, Harvest harvest, HarvestReport report, Action<int> progress)
    {
        var done = 0;
        void Settle(CountryStatus country, string? saveError)
        {
            report.Settle(country, saveError);
            if (country.State != CountryStates.Cancelled)
                progress(Interlocked.Increment(ref done));
        }

        var saver = new FlagSaver(client, harvest.Origin is "" ? options.Server : harvest.Origin, _destination, options.ByName, Settle);
        var follower = new HarvestFollower(client, terminal, country =>
        {
            if (country.State == CountryStates.Ok)
                return saver.AddAsync(country);
            Settle(country, null);
            return ValueTask.CompletedTask;
        });

        try
        {
            await follower.FollowAsync(harvest, Interrupts.Token);
        }
        catch (OperationCanceledException) when (Interrupts.IsRaised)
        {
            await CancelAsync(client, harvest.Id, follower);
        }
        finally
        {
            await saver.CompleteAsync();
        }
    }

    private async Task CancelAsync(ActorsClient client, string id, HarvestFollower follower)
    {
        try
        {
            await follower.TakeAsync(await client.CancelHarvestAsync(id, CancellationToken.None));
        }
        catch (Exception e) when (e is ActorsUnreachableException or ActorsProblemException)
        {
            await terminal.Error.WriteLineAsync($"The harvest could not be cancelled: {e.Message}");
        }
    }

    private async Task WriteJsonAsync(ActorsClient client, string id, HarvestReport report)
    {
        var json = await client.GetHarvestJsonAsync(id, CancellationToken.None);
        await terminal.Out.WriteLineAsync(Encoding.UTF8.GetString(json.Span));
        // The object shows what the node could not fetch, but knows nothing of what this machine could not save.
        foreach (var line in report.ErrorLines())
            await terminal.Error.WriteLineAsync(line);
    }
}
