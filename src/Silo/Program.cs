using Actors.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

return await StartFailure.Guard(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.UseUrls(builder.Configuration["Silo:Urls"] ?? "http://localhost:8081");
    builder.AddActorsSilo();
    builder.AddActorsTelemetry();

    var app = builder.Build();
    app.MapSiloHealth();
    await app.RunAsync();
});
