using System.Diagnostics;
using Actors.CharBench;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.ClusterBench.Parts;

/// <summary>Three silos and two gateways are replaced one after the other behind nginx, under readers and watchers that know only nginx.</summary>
internal sealed class RollingPart(Bench bench)
{
    public const string Name = "rolling";

    private const int ReadersAtOnce = 8;
    private const int Watchers = 20;

    // As deploy/nginx/actors.conf has them, but for the addresses.
    private const string Upstream = "127.0.0.1:8080";
    private const string Second = "127.0.0.1:8090";
    private static readonly string[] Programs = ["/usr/sbin/nginx", "/usr/bin/nginx"];

    public async Task Run()
    {
        List<double> seconds = [], slowest = [];
        HashSet<string> together = [];
        var (asked, failed, gaps, resets, lost) = (0, 0, 0, 0, 0);
        await bench.Rounds(Name, async random =>
        {
            await using var site = await Site.Start(bench, silos: 3, gateways: 2, "Balanced");
            var (nginx, address) = await Balancer(site);
            using var balancer = nginx;
            await site.Ended(await site.StartHarvest("local", 50));
            // Long enough for all of it: 498 exchanges of half a second, four at a time.
            var harvest = await site.StartHarvest("delay", 4);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(bench.Stopping);
            var reading = Task.WhenAll(Enumerable.Range(0, ReadersAtOnce).Select(reader => Read(address, reader, enough.Token)));
            var watching = Task.WhenAll(Enumerable.Range(0, Watchers).Select(_ => Watch(address, harvest)));
            await bench.Wait(TimeSpan.FromSeconds(1 + random.NextDouble()));

            var since = Stopwatch.GetTimestamp();
            foreach (var node in random.Next(2) == 0 ? site.Silos.Concat(site.Gateways) : site.Gateways.Concat(site.Silos))
            {
                await node.Process.Terminate(bench.Stopping);
                await node.Start(bench);
                together.Add(string.Join(" and ", await site.Versions()));
                // As nginx and the other gateway count it back in (fail_timeout), and a deployment waits (minReadySeconds).
                await bench.Wait(TimeSpan.FromSeconds(3));
            }

            seconds.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
            var ended = await site.Ended(harvest);
            together.Add(string.Join(" and ", await site.Versions()));
            await enough.CancelAsync();
            var answers = await reading;
            var trails = await watching;
            asked += answers.Sum(one => one.Asked);
            failed += answers.Sum(one => one.Failed);
            slowest.Add(answers.Max(one => one.Slowest));
            gaps += trails.Sum(trail => trail.Gaps);
            resets += trails.Sum(trail => trail.Resets);
            lost += ended.GetProperty("total").GetInt32() - ended.GetProperty("ok").GetInt32();
            return $"{seconds[^1]:F0} s, {answers.Sum(one => one.Asked)} requests, {failed} failed so far, {gaps} gaps, {resets} resets, slowest {slowest[^1]:F2} s {string.Join("; ", answers.Select(one => one.Failures).Where(said => said.Length > 0))}";
        });
        Table.Begin($"Three silos and two gateways replaced behind nginx, {ReadersAtOnce} readers, {Watchers} watchers", "what", ">figure", "goal");
        if (bench.Options.Before is not null) Table.Row("versions that ran, one after the other", string.Join(", then ", together), "");
        Table.Row("all five, s", Spread.Of(seconds).Show("0"), "");
        Table.Row($"requests that failed, of {asked:n0}", $"{failed}", Goal.AtMost(0, failed));
        Table.Row("slowest request of a round, s", Spread.Of(slowest).Show("0.00"), "");
        Table.Row("gaps in what watchers saw", $"{gaps}", Goal.AtMost(0, gaps));
        Table.Row("resets", $"{resets}", Goal.AtMost(0, resets));
        Table.Row("countries that were not ok", $"{lost}", Goal.AtMost(0, lost));
    }

    private async Task<(ServerProcess Nginx, Uri Address)> Balancer(Site site)
    {
        var folder = bench.NewFolder();
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        var ours = await File.ReadAllTextAsync(Path.Combine(Root(), "deploy", "nginx", "actors.conf"), bench.Stopping);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "actors.conf"),
            ours.Replace(Upstream, site.Gateways[0].Address.Authority).Replace(Second, site.Gateways[1].Address.Authority).Replace("listen 80;", $"listen {address.Authority};"),
            bench.Stopping);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"),
            $$"""
            daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log warn;
            events { worker_connections 1024; }
            http {
              access_log off; client_body_temp_path {{folder}}/t1; proxy_temp_path {{folder}}/t2; fastcgi_temp_path {{folder}}/t3;
              uwsgi_temp_path {{folder}}/t4; scgi_temp_path {{folder}}/t5;
              include {{folder}}/actors.conf;
            }
            """,
            bench.Stopping);
        string[] args = ["-e", "stderr", "-p", folder, "-c", Path.Combine(folder, "nginx.conf")];
        var program = Programs.FirstOrDefault(File.Exists) ?? "nginx";
        var process = await ServerProcess.Run(program, args, new Dictionary<string, string>(), folder, new Uri(address, "/health/ready"), bench.Stopping);
        return (process, address);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("deploy/nginx/actors.conf was not found.");
    }

    private static async Task<Answers> Read(Uri balancer, int reader, CancellationToken stopping)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var random = new Random(reader);
        var answers = new Answers();
        string[] paths = ["/v1/countries/BR", "/v1/countries/DE/flag", "/v1/chars?q=chess+black&limit=10", "/v1/origins", "/v1/harvests?limit=5"];
        while (!stopping.IsCancellationRequested)
        {
            var since = Stopwatch.GetTimestamp();
            var failure = await Readers.FailureOf(http, new Uri(balancer, paths[random.Next(paths.Length)]));
            answers.Add(Stopwatch.GetElapsedTime(since).TotalSeconds, failure);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        return answers;
    }

    private async Task<(int Gaps, int Resets)> Watch(Uri balancer, string harvest)
    {
        using var client = new ActorsClient(balancer);
        var (gaps, snapshots, seq) = (0, 0, 0L);
        await foreach (var news in client.WatchHarvestAsync(harvest, cancellationToken: bench.Stopping))
        {
            switch (news)
            {
                case HarvestEvent.Snapshot:
                    snapshots++;
                    seq = news.Seq;
                    break;
                case HarvestEvent.Progress:
                    break;
                default:
                    gaps += news.Seq == seq + 1 ? 0 : 1;
                    seq = news.Seq;
                    break;
            }
        }

        return (gaps, snapshots - 1);
    }
}
