using Actors.Gateway.Health;
using Actors.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

if (args is [HealthProbe.Verb, ..])
{
    return await HealthProbe.Run(args, rest => Urls(WebApplication.CreateBuilder(rest).Configuration));
}

return await StartFailure.Guard(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.UseUrls(Urls(builder.Configuration));
    builder.AddActorsSilo();
    // Before the logging that is configured, whose format it would replace.
    builder.Services.AddSystemd();
    builder.AddActorsTelemetry();

    var app = builder.Build();
    app.MapSiloHealth();
    await app.RunAsync();
});

static string Urls(IConfiguration configuration) => configuration["Silo:Urls"] ?? "http://localhost:8081";
